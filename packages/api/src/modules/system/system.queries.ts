import type { SystemStatus } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { knowledgeChunks, knowledgeDocuments, openAnswers } from '@platform/db/schema';
import { count, eq, sql } from 'drizzle-orm';

export async function readQueue(tx: TenantTx, tenantId: string): Promise<SystemStatus['queue']> {
  const rows = await tx
    .select({ state: knowledgeDocuments.state, count: count() })
    .from(knowledgeDocuments)
    .where(eq(knowledgeDocuments.tenantId, tenantId))
    .groupBy(knowledgeDocuments.state);
  const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    queued: of('queued'),
    processing: of('processing'),
    failed: of('failed'),
    openAnswers: await tx.$count(openAnswers, eq(openAnswers.tenantId, tenantId)),
  };
}

export async function readStorage(
  tx: TenantTx,
  tenantId: string,
): Promise<SystemStatus['storage']> {
  const [row] = await tx
    .select({
      documents: count(),
      textBytes: sql<string>`coalesce(sum(octet_length(${knowledgeDocuments.text})), 0)`,
      fileBytes: sql<string>`coalesce(sum(${knowledgeDocuments.sizeBytes}), 0)`,
    })
    .from(knowledgeDocuments)
    .where(eq(knowledgeDocuments.tenantId, tenantId));
  return {
    documents: row?.documents ?? 0,
    chunks: await tx.$count(knowledgeChunks, eq(knowledgeChunks.tenantId, tenantId)),
    textBytes: Number(row?.textBytes ?? 0),
    fileBytes: Number(row?.fileBytes ?? 0),
  };
}
