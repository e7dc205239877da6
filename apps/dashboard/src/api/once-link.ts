import type { AppRouter } from '@platform/api-contract/types';
import type { TRPCLink } from '@trpc/client';

type Source = ReturnType<ReturnType<TRPCLink<AppRouter>>>;
type Observer = Parameters<Source['subscribe']>[0];

/**
 * One change at a time of the same kind with the same content: a second click on a button, before the
 * first one's call is answered, gets that call's answer. No screen can forget it.
 */
export const onceLink: TRPCLink<AppRouter> = () => {
  const under = new Map<string, Set<Observer>>();
  return ({ op, next }) => {
    const source = next(op);
    if (op.type !== 'mutation') return source;
    const call = `${op.path} ${JSON.stringify(op.input)}`;
    return {
      pipe: source.pipe,
      subscribe(observer) {
        const others = under.get(call);
        if (others !== undefined) {
          others.add(observer);
          return { unsubscribe: () => void others.delete(observer) };
        }
        const observers = new Set<Observer>([observer]);
        under.set(call, observers);
        const end = (tell: (each: Observer) => void) => {
          under.delete(call);
          for (const each of observers) tell(each);
        };
        const subscription = source.subscribe({
          next: (value) => {
            for (const each of observers) each.next?.(value);
          },
          error: (error) => end((each) => each.error?.(error)),
          complete: () => end((each) => each.complete?.()),
        });
        return {
          unsubscribe() {
            observers.delete(observer);
            if (observers.size > 0) return;
            under.delete(call);
            subscription.unsubscribe();
          },
        };
      },
    };
  };
};
