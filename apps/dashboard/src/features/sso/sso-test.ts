import type { Arrival } from '@platform/api-contract/types';
import { useSyncExternalStore } from 'react';

type SsoTest = Extract<Arrival, { outcome: 'tested' }>;

// What the last test told, from the page that took it in to the page that shows it; for this tab alone.
let kept: SsoTest | null = null;
const listeners = new Set<() => void>();

export function keepSsoTest(test: SsoTest | null): void {
  kept = test;
  for (const listener of listeners) listener();
}

export const useSsoTest = (): SsoTest | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept,
  );
