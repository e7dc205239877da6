import { Avatar as Base } from '@base-ui/react/avatar';
import clsx from 'clsx';
import { initialsOf } from './lib/initials.ts';

/** A face or initials beside a name; the name itself is always written next to it. */
export function Avatar(props: {
  name: string;
  imageUrl?: string | null;
  tone?: 'ink' | 'human' | 'ai';
  size?: 'sm' | 'md' | 'lg';
}) {
  const size = props.size ?? 'md';
  return (
    <Base.Root
      aria-hidden
      className={clsx(
        'inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full font-medium',
        size === 'sm' && 'size-5 text-[0.625rem]',
        size === 'md' && 'size-7 text-xs',
        size === 'lg' && 'size-10 text-base',
        props.tone === 'human' && 'bg-human-weak text-human',
        props.tone === 'ai' && 'bg-ai-weak text-ai',
        (props.tone ?? 'ink') === 'ink' && 'bg-selected text-ink-2',
      )}
    >
      {props.imageUrl ? (
        <Base.Image src={props.imageUrl} alt="" className="size-full object-cover" />
      ) : null}
      <Base.Fallback>{initialsOf(props.name)}</Base.Fallback>
    </Base.Root>
  );
}
