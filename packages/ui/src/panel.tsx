import clsx from 'clsx';
import { type ReactNode, useId } from 'react';

/** A titled region on the paper, held together by one line and no shadow. Never inside another. */
export function Panel(props: {
  title?: string;
  description?: ReactNode;
  action?: ReactNode;
  /** Without padding, for lists and tables that reach the edge. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={props.title ? headingId : undefined}
      className={clsx('rounded-panel border border-line bg-surface', props.className)}
    >
      {props.title ? (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2">
          <div className="min-w-0">
            <h2 id={headingId} className="font-medium">
              {props.title}
            </h2>
            {props.description ? <p className="text-ink-2 text-sm">{props.description}</p> : null}
          </div>
          {props.action}
        </header>
      ) : null}
      <div className={clsx(!props.flush && (props.title ? 'px-4 pb-4' : 'p-4'))}>
        {props.children}
      </div>
    </section>
  );
}
