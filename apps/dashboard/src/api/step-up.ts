import type { AppRouter } from '@platform/api-contract/types';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { useSyncExternalStore } from 'react';
import { readError } from './api-error.ts';

/*
 * Some calls want a proof that is only minutes old. Whoever makes them need not know: the link below
 * asks the person once, however many calls wait, and then repeats them by itself.
 */
let asked: PromiseWithResolvers<boolean> | null = null;
const listeners = new Set<() => void>();

function set(next: typeof asked): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Resolves with whether the person proved who they are; one question at a time, for all who wait. */
export function askForStepUp(): Promise<boolean> {
  if (asked === null) set(Promise.withResolvers<boolean>());
  return asked?.promise ?? Promise.resolve(false);
}

/** The dialog's answer: true once the session has been proved again, false when it was given up. */
export function answerStepUp(proved: boolean): void {
  asked?.resolve(proved);
  set(null);
}

export const isStepUpAsked = (): boolean => asked !== null;

/** Whether a call waits for the person. */
export function useStepUpAsked(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isStepUpAsked);
}

/** Repeats a call that was refused for an old proof, once the person has given a fresh one. */
export const stepUpLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) => {
    const first = next(op);
    // tRPC's own `observable` stands in its server package, which no browser bundle holds.
    return {
      pipe: first.pipe,
      subscribe(observer) {
        let over = false;
        let current = first.subscribe({
          ...observer,
          error(error) {
            if (!(error instanceof TRPCClientError) || readError(error).code !== 'STEP_UP') {
              observer.error?.(error);
              return;
            }
            // Whoever is not interested any more does not wait for a person either.
            const giveUp = () => {
              over = true;
              observer.error?.(error);
            };
            op.signal?.addEventListener('abort', giveUp, { once: true });
            void askForStepUp().then((proved) => {
              op.signal?.removeEventListener('abort', giveUp);
              if (over) return;
              if (proved) current = next(op).subscribe(observer);
              else observer.error?.(error);
            });
          },
        });
        return {
          unsubscribe() {
            over = true;
            current.unsubscribe();
          },
        };
      },
    };
  };
