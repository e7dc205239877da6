import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A key to press, as it is printed on the keyboard. */
export function Kbd(props: { children: ReactNode; tone?: 'plain' | 'inverse' }) {
  return (
    <kbd
      className={clsx(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-chip border px-1 font-sans text-xs',
        props.tone === 'inverse' ? 'border-current/40' : 'border-line bg-paper text-ink-2',
      )}
    >
      {props.children}
    </kbd>
  );
}
