import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '../../../lib/stored.ts';
import { text } from '../../../texts/use-texts.tsx';
import { reduceUnsent, restoreUnsent, type Unsent, type UnsentAction } from './unsent.ts';

/*
 * Texts that must outlive a screen: drafts and what was not sent. They stay in this tab's storage, so
 * that neither a look at another screen nor a reload loses a sentence, and are gone with the tab.
 */
const session = () => sessionStorage;
const unsentKey = 'parley.unsent';
const draftPrefix = 'parley.draft.';

const listeners = new Set<() => void>();
const drafts = new Map<string, string>();
let unsent: readonly Unsent[] | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readUnsent(): readonly Unsent[] {
  unsent ??= restoreUnsent(readStored(session, unsentKey), text('inbox.unsentAfterReload'));
  return unsent;
}

export function changeUnsent(action: UnsentAction): void {
  unsent = reduceUnsent(readUnsent(), action);
  writeStored(session, unsentKey, unsent.length > 0 ? JSON.stringify(unsent) : null);
  for (const listener of listeners) listener();
}

/** Everything not yet confirmed, of all conversations. */
export function useUnsent(): readonly Unsent[] {
  return useSyncExternalStore(subscribe, readUnsent);
}

export type DraftKind = 'reply' | 'note' | 'ask';

function readDraft(key: string): string {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const stored = readStored(session, draftPrefix + key) ?? '';
  drafts.set(key, stored);
  return stored;
}

export function writeDraft(conversationId: string, kind: DraftKind, value: string): void {
  const key = `${conversationId}.${kind}`;
  drafts.set(key, value);
  writeStored(session, draftPrefix + key, value === '' ? null : value);
  for (const listener of listeners) listener();
}

/** The draft of one tab of one conversation's composer. */
export function useDraft(
  conversationId: string,
  kind: DraftKind,
): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => readDraft(`${conversationId}.${kind}`));
  return [value, (next) => writeDraft(conversationId, kind, next)];
}
