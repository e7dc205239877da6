import { PlatformError } from '@platform/api-contract/errors';
import type { TenantTx } from '@platform/db';
import { conversations, visitors } from '@platform/db/schema';
import { decodeId } from '@platform/shared/ids';
import { and, desc, eq, ilike, or, sql } from 'drizzle-orm';

/** Visitors by a part of their name or address, or by their whole id; those seen last come first. */
export async function findVisitors(tx: TenantTx, tenantId: string, search: string) {
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const isId = decodeId('visitor', search) !== null;
  const rows = await tx
    .select({
      id: visitors.id,
      name: visitors.name,
      email: visitors.email,
      lastSeenAt: visitors.lastSeenAt,
      conversationCount: sql<number>`(select count(*)::int from ${conversations}
        where ${conversations.tenantId} = ${visitors.tenantId}
          and ${conversations.visitorId} = ${visitors.id})`,
    })
    .from(visitors)
    .where(
      and(
        eq(visitors.tenantId, tenantId),
        isId
          ? eq(visitors.id, search)
          : or(ilike(visitors.name, pattern), ilike(visitors.email, pattern)),
      ),
    )
    .orderBy(desc(visitors.lastSeenAt))
    .limit(20);
  return rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt.toISOString() }));
}

/** Throws NOT_FOUND for a visitor of another workspace, as for none. */
export async function requireVisitor(
  tx: TenantTx,
  tenantId: string,
  visitorId: string,
): Promise<void> {
  const found = await tx.$count(
    visitors,
    and(eq(visitors.tenantId, tenantId), eq(visitors.id, visitorId)),
  );
  if (found === 0) throw new PlatformError('NOT_FOUND');
}
