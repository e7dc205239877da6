import type { TenantTx } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { and, eq } from 'drizzle-orm';

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
