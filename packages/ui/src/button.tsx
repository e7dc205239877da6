import { Button as BaseButton } from '@base-ui/react/button';
import clsx from 'clsx';
import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';

/**
 * `primary` is ink, for the one main action. `ai` and `human` are for acts of the AI and of a
 * person: colour keeps its meaning. `danger` is for loss alone.
 */
export type ButtonVariant = 'primary' | 'outline' | 'quiet' | 'ai' | 'human' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-ink text-on-ink border-transparent hover:opacity-85',
  outline: 'bg-surface text-ink border-line-strong/60 hover:bg-hover',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink',
  ai: 'bg-ai text-on-accent border-transparent hover:opacity-85',
  human: 'bg-human text-on-accent border-transparent hover:opacity-85',
  danger: 'bg-surface text-danger border-danger/60 hover:bg-danger-weak',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 text-sm gap-1',
  md: 'h-8 px-3 text-base gap-1.5',
  lg: 'h-10 px-4 text-base gap-2',
};

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: ButtonVariant = 'outline', size: ButtonSize = 'md'): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control border font-medium no-underline transition-[background-color,opacity,color]',
    'touch-target aria-disabled:cursor-progress disabled:cursor-not-allowed disabled:border-transparent disabled:bg-selected disabled:text-ink-2 disabled:opacity-100',
    variants[variant],
    sizes[size],
  );
}

export type ButtonProps = Omit<BaseButton.Props, 'className'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Shows progress and refuses presses, but keeps its place, width and focus. */
  busy?: boolean;
  className?: string;
};

export function Button({
  variant = 'outline',
  size = 'md',
  icon,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      disabled={busy || disabled}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={clsx(buttonClass(variant, size), className)}
    >
      {busy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : icon}
      {children}
    </BaseButton>
  );
}
