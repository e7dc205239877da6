import type { TeamEvent, VisitorEvent } from '@platform/api-contract/types';
import type { SystemTx, TenantTx } from '@platform/db';
import { leases, outbox } from '@platform/db/schema';
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

/** Takes the lease and the oldest rows; `busy` when another process holds it. */
export async function takeRows(
  tx: SystemTx,
  { holder, leaseMs }: { holder: string; leaseMs: number },
  limit: number,
) {
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

/** These were relayed. */
export async function removeRows(tx: SystemTx, ids: number[]): Promise<void> {
  await tx.delete(outbox).where(inArray(outbox.id, ids));
}

/** Gives the lease back, if it is still this holder's. */
export async function releaseRelay(tx: SystemTx, holder: string): Promise<void> {
  await tx.delete(leases).where(and(eq(leases.name, leaseName), eq(leases.holder, holder)));
}
