import type { SystemTx } from '@platform/db';
import { auditChain, auditLogs, auditPending } from '@platform/db/schema';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { entryDigest, genesisHash, linkHash } from './chain.ts';

/**
 * Links the entries that have waited longest, and returns how many. Requests write entries without a
 * lock; their order is decided here, by one process at a time: the lock ends with the transaction.
 */
export async function sealEntries(tx: SystemTx, limit: number): Promise<number> {
  const [lock] = await tx.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('parley audit chain')) as taken`,
  );
  if (lock?.taken !== true) return 0;
  const waiting = await tx
    .select({ entry: auditLogs })
    .from(auditPending)
    .innerJoin(
      auditLogs,
      and(eq(auditLogs.tenantId, auditPending.tenantId), eq(auditLogs.id, auditPending.entryId)),
    )
    .orderBy(asc(auditPending.createdAt), asc(auditPending.entryId))
    .limit(limit);
  for (const [tenantId, entries] of Map.groupBy(waiting, ({ entry }) => entry.tenantId)) {
    let { seq, hash } = await findHead(tx, tenantId);
    const links = entries.map(({ entry }) => {
      const digest = entryDigest(entry);
      const previousHash = hash;
      seq += 1;
      hash = linkHash(previousHash, seq, digest);
      return { tenantId, seq, entryId: entry.id, entryDigest: digest, previousHash, hash };
    });
    await tx.insert(auditChain).values(links);
    await tx.delete(auditPending).where(
      and(
        eq(auditPending.tenantId, tenantId),
        inArray(
          auditPending.entryId,
          links.map(({ entryId }) => entryId),
        ),
      ),
    );
  }
  return waiting.length;
}

/** The last link of a workspace's chain. */
export async function findHead(tx: SystemTx, tenantId: string) {
  const [head] = await tx
    .select({ seq: auditChain.seq, hash: auditChain.hash })
    .from(auditChain)
    .where(eq(auditChain.tenantId, tenantId))
    .orderBy(desc(auditChain.seq))
    .limit(1);
  return head ?? { seq: 0, hash: genesisHash };
}

export function countUnsealed(tx: SystemTx, tenantId: string): Promise<number> {
  return tx.$count(auditPending, eq(auditPending.tenantId, tenantId));
}
