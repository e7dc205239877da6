import type { Memory } from '../shared/bridge.ts';

/**
 * `localStorage` under the widget's own prefix. A page in a sandbox, or a browser that forbids storage,
 * gets a plain object in its place: the widget works, and a reload begins afresh.
 */
export function openMemory(widget: string): Memory {
  const prefix = `parley:${widget}:`;
  let store: Record<string, string> = {};
  try {
    store = localStorage;
  } catch {
    // Stays the plain object.
  }
  return {
    get: (key) => store[prefix + key] ?? null,
    set(key, value) {
      if (value === null) {
        delete store[prefix + key];
        return;
      }
      try {
        store[prefix + key] = value;
      } catch {
        // No room left: what is there and what comes is kept for as long as the page lives.
        store = { ...store, [prefix + key]: value };
      }
    },
    values: (start) =>
      Object.keys(store).flatMap((name) =>
        name.startsWith(prefix + start) ? (store[name] ?? []) : [],
      ),
  };
}
