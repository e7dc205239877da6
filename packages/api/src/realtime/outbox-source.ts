import { randomUUID } from 'node:crypto';
import type { Database } from '@platform/db';
import type { OutboxClaim, OutboxSource } from '@platform/realtime/server';
import { releaseRelay, removeRows, takeRows } from './outbox.queries.ts';

const leaseMs = 5_000;
const retryMs = 10;

/**
 * The outbox as the relay needs it. One process relays at a time: it holds a lease from claim to end,
 * without a transaction that stays open while it talks to the log.
 */
export function createOutboxSource(db: Database, alone: boolean): OutboxSource {
  // Where no other process can be, the lease of a dead one is ours.
  const holder = alone ? 'alone' : randomUUID();
  const release = () => db.system((tx) => releaseRelay(tx, holder));
  return {
    async claim(limit): Promise<OutboxClaim> {
      const deadline = Date.now() + leaseMs;
      for (;;) {
        const rows = await db.system((tx) => takeRows(tx, { holder, leaseMs }, limit));
        if (rows !== 'busy') {
          const ids = rows.map((row) => row.id);
          return {
            rows: rows.map((row) => ({
              id: String(row.id),
              topic: row.topic,
              messageId: row.messageId,
              type: row.type,
              payload: row.payload,
              sequence: row.id,
            })),
            done: () =>
              db.system(async (tx) => {
                await removeRows(tx, ids);
                await releaseRelay(tx, holder);
              }),
            release: rows.length === 0 ? async () => undefined : release,
          };
        }
        if (Date.now() > deadline) return { rows: [], done: release, release };
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    },
  };
}
