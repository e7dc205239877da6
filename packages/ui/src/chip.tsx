import clsx from 'clsx';
import type { ReactNode } from 'react';

/**
 * One word about a state. The tone is meaning: `ai` and `human` say who acts, `danger` says loss.
 * The word stands beside the colour, so that nothing is told by colour alone.
 */
export type ChipTone = 'neutral' | 'ai' | 'human' | 'danger' | 'ok' | 'info' | 'outline';

const tones: Record<ChipTone, string> = {
  neutral: 'bg-selected text-ink-2',
  ai: 'bg-ai-weak text-ai',
  human: 'bg-human-weak text-human',
  danger: 'bg-danger-weak text-danger',
  ok: 'bg-hover text-ok',
  info: 'bg-hover text-info',
  outline: 'border border-line text-ink-2',
};

export function Chip(props: {
  tone?: ChipTone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap rounded-chip px-1.5 font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0',
        tones[props.tone ?? 'neutral'],
        props.className,
      )}
    >
      {props.icon}
      <span className="truncate">{props.children}</span>
    </span>
  );
}
