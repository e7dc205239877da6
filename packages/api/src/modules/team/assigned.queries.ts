import type { TenantTx } from '@platform/db';
import { conversations } from '@platform/db/schema';
import { and, asc, eq } from 'drizzle-orm';

export async function listAssignedTo(
  tx: TenantTx,
  tenantId: string,
  userId: string,
): Promise<string[]> {
  const rows = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.assigneeId, userId)))
    // Always in this order, so that two who lock many never wait for each other.
    .orderBy(asc(conversations.id));
  return rows.map(({ id }) => id);
}
