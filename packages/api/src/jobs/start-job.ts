import type { Logger } from '@platform/shared/logger';

export interface Job {
  /** Tells that there is something to do, so that nobody waits for the next look. */
  wake(): void;
  /** Ends what is under way at its next step. */
  close(): Promise<void>;
}

/**
 * Does `work` again and again: at once while it says that there is more, else when it is woken or after
 * `everyMs`. What fails is logged and tried again at the next look.
 */
export function startJob(options: {
  name: string;
  everyMs: number;
  logger: Logger;
  /** Resolves to true while there is more to do. */
  work(signal: AbortSignal): Promise<boolean>;
}): Job {
  const stopping = new AbortController();
  const { signal } = stopping;
  let isTold = false;
  let look: () => void = () => undefined;

  const nextLook = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.everyMs);
      look = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const wake = () => {
    isTold = true;
    look();
  };
  const loop = async () => {
    while (!signal.aborted) {
      isTold = false;
      const more = await options.work(signal).catch((error: unknown) => {
        if (!signal.aborted) options.logger.warn({ err: error, job: options.name }, 'job failed');
        return false;
      });
      if (!more && !isTold && !signal.aborted) await nextLook();
    }
  };
  const running = loop();
  return {
    wake,
    async close() {
      stopping.abort(new Error(`The job ${options.name} is closing.`));
      wake();
      await running;
    },
  };
}
