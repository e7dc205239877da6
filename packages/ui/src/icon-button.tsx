import { Button as BaseButton } from '@base-ui/react/button';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = Omit<BaseButton.Props, 'className' | 'children'> & {
  /** Said to screen readers and shown as the tooltip: an icon alone says nothing to many. */
  label: string;
  shortcut?: string;
  pressed?: boolean;
  children: ReactNode;
  className?: string;
};

export function IconButton({
  label,
  shortcut,
  pressed,
  children,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <BaseButton
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        className={clsx(
          'touch-target inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink-2 transition-colors hover:bg-hover hover:text-ink disabled:opacity-45 [&_svg]:size-4',
          pressed && 'bg-selected text-ink',
          className,
        )}
      >
        {children}
      </BaseButton>
    </Tooltip>
  );
}
