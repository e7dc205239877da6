import type { TenantTx } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { and, eq, sql } from 'drizzle-orm';

/**
 * Sets a failed document to work again, at the stage that failed: what earlier stages made is kept.
 * False when there is none that failed. Wake the worker once the transaction has committed.
 */
export async function retryDocument(
  tx: TenantTx,
  tenantId: string,
  documentId: string,
): Promise<boolean> {
  const changed = await tx
    .update(documents)
    .set({
      state: 'queued',
      stage: sql`coalesce(${documents.failure} ->> 'stage', ${documents.stage}, 'parsing')`,
      failure: null,
      attempts: 0,
      progressDone: 0,
      progressTotal: 0,
      leaseToken: null,
      leaseUntil: null,
      updatedAt: sql`now()`,
    })
    .where(
      and(
        eq(documents.tenantId, tenantId),
        eq(documents.id, documentId),
        eq(documents.state, 'failed'),
      ),
    )
    .returning({ id: documents.id });
  return changed.length > 0;
}
