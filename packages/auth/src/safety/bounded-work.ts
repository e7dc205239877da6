import { PlatformError } from '@platform/api-contract/errors';

export interface BoundedWork {
  /** Runs it when its turn comes; throws UNAVAILABLE when too many wait, or it waited too long. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** `spentMs`: what all of it took so far, without the waiting. */
  stats(): { running: number; waiting: number; spentMs: number };
}

/**
 * A few at once, some that wait, and an honest refusal for the rest: work that takes memory cannot be
 * made to take all of it by asking often.
 */
export function createBoundedWork(limits: {
  atOnce: number;
  waiting: number;
  waitMs: number;
}): BoundedWork {
  const queue: (() => void)[] = [];
  let running = 0;
  let spentMs = 0;

  const refuse = () =>
    new PlatformError('UNAVAILABLE', 'Many people are signing in. Try again in a moment.', {
      retryAfterMs: limits.waitMs / 2,
    });

  const takeTurn = async (): Promise<void> => {
    if (running < limits.atOnce) {
      running += 1;
      return;
    }
    if (queue.length >= limits.waiting) throw refuse();
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(start), 1);
        reject(refuse());
      }, limits.waitMs);
      queue.push(start);
    });
  };

  return {
    async run(work) {
      await takeTurn();
      const begunMs = performance.now();
      try {
        return await work();
      } finally {
        spentMs += performance.now() - begunMs;
        const next = queue.shift();
        // The turn goes on to the next one; nobody else can take it in between.
        if (next === undefined) running -= 1;
        else next();
      }
    },
    stats: () => ({ running, waiting: queue.length, spentMs }),
  };
}
