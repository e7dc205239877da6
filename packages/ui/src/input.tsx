import { Input as BaseInput } from '@base-ui/react/input';
import clsx from 'clsx';

export const controlClass =
  'w-full rounded-control border border-line-strong bg-surface text-base text-ink transition-colors hover:border-ink-2 focus-visible:border-ai focus-visible:outline-2 focus-visible:outline-ai focus-visible:outline-offset-1 disabled:cursor-not-allowed disabled:bg-paper disabled:text-ink-2 aria-invalid:border-danger data-[invalid]:border-danger';

export type InputProps = Omit<BaseInput.Props, 'className'> & { className?: string };

export function Input({ className, ...rest }: InputProps) {
  // 16 px on touch screens: anything smaller makes iOS zoom into the field.
  return (
    <BaseInput
      {...rest}
      className={clsx(controlClass, 'touch-target h-8 px-2.5 pointer-coarse:text-lg', className)}
    />
  );
}
