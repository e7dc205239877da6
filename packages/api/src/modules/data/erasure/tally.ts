import type { ErasedStore } from '@platform/api-contract/types';

/** What was cleared, store by store; what the receipt lists. */
export interface Tally {
  add(store: string, count: number): void;
  keep(store: string, count: number, note: string): void;
  stores(): ErasedStore[];
}

/** Goes on from what an earlier attempt had cleared. */
export function createTally(before: readonly ErasedStore[]): Tally {
  const byStore = new Map(before.map((each) => [each.store, each]));
  return {
    add(store, count) {
      const sum = (byStore.get(store)?.count ?? 0) + count;
      byStore.set(store, { store, outcome: 'cleared', count: sum });
    },
    keep(store, count, note) {
      byStore.set(store, { store, outcome: 'kept', count, note });
    },
    stores: () => [...byStore.values()],
  };
}
