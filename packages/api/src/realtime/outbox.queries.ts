import { randomUUID } from 'node:crypto';
import type { TeamEvent, VisitorEvent } from '@platform/api-contract/types';
import type { Database, SystemTx, TenantTx } from '@platform/db';
import { leases, outbox } from '@platform/db/schema';
import type { OutboxClaim, OutboxSource } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';

export type OutgoingEvent = { topic: string } & (VisitorEvent | TeamEvent);

/**
 * Writes realtime messages in the transaction whose news they carry. Call it under the lock of what
 * they are about, so that their ids stand in the order of commits.
 */
export async function writeOutbox(
  tx: TenantTx,
  tenantId: string,
  events: readonly OutgoingEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.insert(outbox).values(
    events.map(({ topic, type, payload }) => ({
      tenantId,
      topic,
      type,
      payload,
      messageId: newId('event'),
    })),
  );
}

const leaseName = 'relay';
const leaseMs = 5_000;
const retryMs = 10;

/**
 * The outbox as the relay needs it. One process relays at a time: it holds a lease from claim to end,
 * without a transaction that stays open while it talks to the log.
 */
export function createOutboxSource(db: Database, alone: boolean): OutboxSource {
  // Where no other process can be, the lease of a dead one is ours.
  const holder = alone ? 'alone' : randomUUID();
  const release = () =>
    db.system(async (tx) => {
      await tx.delete(leases).where(and(eq(leases.name, leaseName), eq(leases.holder, holder)));
    });
  return {
    async claim(limit): Promise<OutboxClaim> {
      const deadline = Date.now() + leaseMs;
      for (;;) {
        const rows = await db.system((tx) => takeRows(tx, holder, limit));
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
                await tx.delete(outbox).where(inArray(outbox.id, ids));
                await tx
                  .delete(leases)
                  .where(and(eq(leases.name, leaseName), eq(leases.holder, holder)));
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

/** Takes the lease and the oldest rows; `busy` when another process holds it. */
async function takeRows(tx: SystemTx, holder: string, limit: number) {
  const rows = await tx.select().from(outbox).orderBy(asc(outbox.id)).limit(limit);
  if (rows.length === 0) return [];
  const leaseUntil = new Date(Date.now() + leaseMs);
  const taken = await tx
    .insert(leases)
    .values({ name: leaseName, holder, leaseUntil })
    .onConflictDoUpdate({
      target: leases.name,
      set: { holder, leaseUntil },
      setWhere: sql`${leases.holder} = ${holder} or ${leases.leaseUntil} < now()`,
    })
    .returning({ holder: leases.holder });
  if (taken.length === 0) return 'busy' as const;
  // Read again under the lease: what was read before may have been relayed meanwhile.
  return tx.select().from(outbox).orderBy(asc(outbox.id)).limit(limit);
}

export async function countOutbox(tx: SystemTx): Promise<number> {
  return tx.$count(outbox);
}
