import type { Parley, ParleyEvents } from '../public-api.ts';

/** The page's listeners. The browser reports one that throws, and goes on with the others. */
export function createEvents(): {
  on: Parley['on'];
  emit<Name extends keyof ParleyEvents>(name: Name, detail: ParleyEvents[Name]): void;
} {
  const events = new EventTarget();
  return {
    on(name, listener) {
      const hear = (event: Event) => listener((event as CustomEvent).detail);
      events.addEventListener(name, hear);
      return () => events.removeEventListener(name, hear);
    },
    emit: (name, detail) => void events.dispatchEvent(new CustomEvent(name, { detail })),
  };
}
