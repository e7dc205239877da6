import clsx from 'clsx';
import type { ReactNode } from 'react';

/** What this place is for, and the button or the exact command that fills it. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={clsx(
        'flex flex-col items-start gap-2 p-6 text-start [&>svg]:size-5 [&>svg]:text-ink-2',
        props.className,
      )}
    >
      {props.icon}
      <p className="font-medium">{props.title}</p>
      {props.children ? <div className="max-w-prose text-ink-2">{props.children}</div> : null}
      {props.action ? <div className="mt-2 flex flex-wrap gap-2">{props.action}</div> : null}
    </div>
  );
}
