import { toast } from '@platform/ui/toast';
import { useSyncExternalStore } from 'react';
import { callWhileLeaving } from '../api/call-while-leaving.ts';
import { errorWords } from '../api/error-texts.ts';
import { text } from '../texts/use-texts.tsx';

/*
 * What a person deletes disappears at once and is deleted a few seconds later, so that there is
 * something to undo. Going away from the page ends the time to think, not the deletion.
 */
const timeToThinkMs = 7_000;

const hidden = new Set<string>();
const pending = new Map<
  string,
  { path: string; input: unknown; timer: ReturnType<typeof setTimeout> }
>();
const listeners = new Set<() => void>();
let snapshot: ReadonlySet<string> = new Set();

function changed(): void {
  snapshot = new Set(hidden);
  for (const listener of listeners) listener();
}

addEventListener('pagehide', () => {
  for (const { path, input, timer } of pending.values()) {
    clearTimeout(timer);
    callWhileLeaving(path, input);
  }
  pending.clear();
});

/** Ids that are deleted on the screen; the server may not know of it yet. */
export function useRemoved(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => snapshot,
  );
}

/**
 * Hides `id`, offers to undo, then runs `remove`. Where that fails the thing comes back and its
 * reason is told; `onRemoved` runs when it is really gone.
 */
export function removeWithUndo(options: {
  id: string;
  said: string;
  failed: string;
  remove: () => Promise<unknown>;
  /** The same as `remove`, as a procedure and its input, for a page that is being left. */
  procedure: 'knowledge.remove' | 'assistants.remove' | 'widgets.remove' | 'team.remove';
  input: Record<string, string>;
  onRemoved: () => void;
}): void {
  const { id } = options;
  const run = () => {
    clearTimeout(timer);
    pending.delete(id);
    toast.close(shown);
    options.remove().then(
      () => {
        options.onRemoved();
      },
      (error: unknown) => {
        hidden.delete(id);
        changed();
        toast.fail(options.failed, { detail: errorWords(error, text).title });
      },
    );
  };
  const timer = setTimeout(run, timeToThinkMs);
  pending.set(id, { path: options.procedure, input: options.input, timer });
  hidden.add(id);
  changed();
  const shown = toast.say(options.said, {
    timeoutMs: timeToThinkMs,
    action: {
      label: text('common.undo'),
      onSelect: () => {
        clearTimeout(timer);
        pending.delete(id);
        hidden.delete(id);
        changed();
      },
    },
  });
}
