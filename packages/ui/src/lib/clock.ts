import { useSyncExternalStore } from 'react';

/*
 * One timer for every relative time on the page: a list of a thousand rows must not start a
 * thousand timers, and all of them turn over together.
 */
const tickMs = 20_000;
const listeners = new Set<() => void>();
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    nowMs = Date.now();
    timer = setInterval(() => {
      nowMs = Date.now();
      for (const each of listeners) each();
    }, tickMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present moment in milliseconds, renewed every 20 seconds. */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}
