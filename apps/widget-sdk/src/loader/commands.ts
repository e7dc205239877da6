import type { Parley, ParleyQueue } from '../public-api.ts';

const page = window as unknown as { Parley?: (Partial<Parley> & ParleyQueue) | undefined };

/** Whether a widget works on this page already. */
export const isParleyHere = (): boolean => Boolean(page.Parley?.shutdown);

/**
 * Puts the widget at `window.Parley`, as methods and for calls such as `Parley('open')`, and does what
 * the page asked for before. What is pushed to `q` from now on is done at once.
 */
export function installParley(methods: Parley): void {
  const run = (...[name, ...rest]: unknown[]): unknown =>
    (methods[name as keyof Parley] as ((...rest: unknown[]) => unknown) | undefined)?.(...rest);
  const push = (...commands: ArrayLike<unknown>[]) => {
    for (const command of commands) run(...Array.from(command));
  };
  const early = page.Parley?.q ?? [];
  page.Parley = Object.assign(run, methods, { q: { push } });
  push(...Array.from(early as ArrayLike<ArrayLike<unknown>>));
}

export const removeParley = (): void => {
  page.Parley = undefined;
};
