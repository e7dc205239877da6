import type { TenantTx } from '@platform/db';
import { auditChain, auditDetails, auditLogs, auditPending } from '@platform/db/schema';
import { and, asc, eq, gt, isNull } from 'drizzle-orm';

/** The links after a place, in order, each with its entry and details as far as they are there. */
export function readLinks(tx: TenantTx, tenantId: string, after: number, limit: number) {
  return tx
    .select({ link: auditChain, entry: auditLogs, details: auditDetails })
    .from(auditChain)
    .leftJoin(
      auditLogs,
      and(eq(auditLogs.tenantId, auditChain.tenantId), eq(auditLogs.id, auditChain.entryId)),
    )
    .leftJoin(
      auditDetails,
      and(
        eq(auditDetails.tenantId, auditChain.tenantId),
        eq(auditDetails.entryId, auditChain.entryId),
      ),
    )
    .where(and(eq(auditChain.tenantId, tenantId), gt(auditChain.seq, after)))
    .orderBy(asc(auditChain.seq))
    .limit(limit);
}

export type LinkWithEntry = Awaited<ReturnType<typeof readLinks>>[number];

export function countWaiting(tx: TenantTx, tenantId: string): Promise<number> {
  return tx.$count(auditPending, eq(auditPending.tenantId, tenantId));
}

/** The oldest entry that is neither linked nor waiting to be: nothing of ours writes such a one. */
export async function findUnlinked(tx: TenantTx, tenantId: string) {
  const [found] = await tx
    .select({ id: auditLogs.id, createdAt: auditLogs.createdAt })
    .from(auditLogs)
    .leftJoin(
      auditChain,
      and(eq(auditChain.tenantId, auditLogs.tenantId), eq(auditChain.entryId, auditLogs.id)),
    )
    .leftJoin(
      auditPending,
      and(eq(auditPending.tenantId, auditLogs.tenantId), eq(auditPending.entryId, auditLogs.id)),
    )
    .where(
      and(eq(auditLogs.tenantId, tenantId), isNull(auditChain.seq), isNull(auditPending.entryId)),
    )
    .orderBy(asc(auditLogs.id))
    .limit(1);
  return found;
}
