import { Avatar } from '@platform/ui/avatar';
import { RelativeTime } from '@platform/ui/relative-time';
import clsx from 'clsx';
import { MessageSquareText } from 'lucide-react';
import type { ReactNode } from 'react';

export type Voice = 'visitor' | 'ai' | 'person' | 'note';

/** Ink is the visitor, green-teal the AI, amber a person; a note is amber and stays in the house. */
const rules: Record<Voice, string> = {
  visitor: 'border-ink-2',
  ai: 'border-ai',
  person: 'border-human',
  note: 'border-human border-dashed',
};

/** One thing said: who, when, and the words beside the rule of their colour. */
export function Said(props: {
  voice: Voice;
  name: string;
  label?: string;
  imageUrl?: string | null;
  at: string | null;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const { voice } = props;
  return (
    <article className="flex flex-col gap-1">
      <header className="flex min-w-0 items-center gap-2 text-sm">
        {voice === 'ai' ? (
          <span
            aria-hidden
            className="inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-ai-weak text-ai"
          >
            <MessageSquareText className="size-3" />
          </span>
        ) : (
          <Avatar
            size="sm"
            name={props.name}
            imageUrl={props.imageUrl ?? null}
            tone={voice === 'visitor' ? 'ink' : 'human'}
          />
        )}
        <span dir="auto" className="min-w-0 truncate font-medium">
          {props.name}
        </span>
        {props.label ? (
          <span className={clsx('shrink-0', voice === 'ai' ? 'text-ai' : 'text-human')}>
            {props.label}
          </span>
        ) : null}
        {props.at ? <RelativeTime at={props.at} className="shrink-0 text-ink-2" /> : null}
      </header>
      <div
        className={clsx(
          'ms-2.5 border-s-2 ps-4.5',
          rules[voice],
          voice === 'note' && 'rounded-e-control bg-human-weak py-2 pe-3',
        )}
      >
        {props.children}
      </div>
      {props.footer ? <footer className="ms-7.5">{props.footer}</footer> : null}
    </article>
  );
}

/** What a person typed: their line breaks, their direction of writing, nothing else. */
export function Words(props: { children: string }) {
  return (
    <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {props.children}
    </p>
  );
}
