import { setTimeout as delay } from 'node:timers/promises';

/** Waits without holding the process, or returns early when aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
