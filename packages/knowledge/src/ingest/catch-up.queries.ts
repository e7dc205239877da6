import type { SystemTx, TenantTx } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { and, eq, gt, sql } from 'drizzle-orm';

/** Some workspaces with finished documents that lack vectors of the model. */
export async function listBehind(tx: SystemTx, model: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ tenantId: documents.tenantId })
    .from(documents)
    .where(
      and(
        eq(documents.state, 'ready'),
        gt(documents.chunkCount, 0),
        sql`${documents.embeddingModel} is distinct from ${model}`,
      ),
    )
    .limit(20);
  return rows.map((row) => row.tenantId);
}

/** The finished documents of the workspace the transaction is for. */
export async function listReady(tx: TenantTx): Promise<string[]> {
  const rows = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(eq(documents.state, 'ready'));
  return rows.map((row) => row.id);
}
