import type { ReactNode } from 'react';

/** The name of a screen, one line about it, and its main acts. `<h1>` takes focus on navigation. */
export function PageHeader(props: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 pb-6">
      <div className="min-w-0">
        <h1 tabIndex={-1} className="text-balance font-medium text-xl">
          {props.title}
        </h1>
        {props.description ? <p className="max-w-prose text-ink-2">{props.description}</p> : null}
      </div>
      {props.actions ? <div className="flex flex-wrap gap-2">{props.actions}</div> : null}
      {props.children}
    </header>
  );
}
