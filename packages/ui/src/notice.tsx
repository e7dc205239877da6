import clsx from 'clsx';
import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';

/** A sentence that stands in the page: what failed, what was kept, what to do next. */
export function Notice(props: {
  tone?: 'info' | 'danger' | 'human';
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const tone = props.tone ?? 'info';
  const Icon = tone === 'info' ? Info : CircleAlert;
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={clsx(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-control border px-3 py-2.5',
        tone === 'danger' && 'border-danger/50 bg-danger-weak',
        tone === 'human' && 'border-human/50 bg-human-weak',
        tone === 'info' && 'border-line bg-surface',
        props.className,
      )}
    >
      <Icon
        aria-hidden
        className={clsx(
          'mt-0.5 size-4 shrink-0',
          tone === 'danger' && 'text-danger',
          tone === 'human' && 'text-human',
          tone === 'info' && 'text-info',
        )}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{props.title}</p>
        {props.children ? <div className="text-ink-2">{props.children}</div> : null}
      </div>
      {props.action}
    </div>
  );
}
