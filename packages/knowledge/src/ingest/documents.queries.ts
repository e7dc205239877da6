import type { TenantTx } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { and, eq, sql } from 'drizzle-orm';

/**
 * Deletes a document with its text, chunks, vectors and terms, in the caller's transaction. A worker
 * that holds it finds its lease gone and stops. Returns the key of its file, to be removed from the
 * store once the transaction has committed; null when there is no such document.
 */
export async function removeDocument(
  tx: TenantTx,
  tenantId: string,
  documentId: string,
): Promise<string | null> {
  const [removed] = await tx
    .delete(documents)
    .where(and(eq(documents.tenantId, tenantId), eq(documents.id, documentId)))
    .returning({ storageKey: documents.storageKey });
  return removed?.storageKey ?? null;
}

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
