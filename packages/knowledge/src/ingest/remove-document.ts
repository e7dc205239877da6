import type { DocumentStage } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import { knowledgeDocuments as documents } from '@platform/db/schema';
import { and, eq } from 'drizzle-orm';
import type { FileStore } from '../files/file-store.ts';
import { requeueDocument } from './ingest.queries.ts';

/**
 * Deletes a document: its file first, then its row with text, chunks, vectors and terms in one
 * transaction. If the store fails nothing else is lost and deleting again completes it; a worker
 * that holds the document finds its lease gone. False when there is no such document.
 */
export async function removeDocument(
  { db, files }: { db: Database; files: FileStore },
  tenantId: string,
  documentId: string,
): Promise<boolean> {
  const own = and(eq(documents.tenantId, tenantId), eq(documents.id, documentId));
  const [row] = await db.tenant(tenantId, (tx) =>
    tx.select({ storageKey: documents.storageKey }).from(documents).where(own),
  );
  if (row === undefined) return false;
  await files.remove(row.storageKey);
  await db.tenant(tenantId, (tx) => tx.delete(documents).where(own));
  return true;
}

/** Sets a failed document to work again, at the stage that failed. False when there is none that failed. */
export async function retryDocument(
  db: Database,
  tenantId: string,
  documentId: string,
): Promise<boolean> {
  return db.tenant(tenantId, async (tx) => {
    const [row] = await tx
      .select({ failure: documents.failure })
      .from(documents)
      .where(and(eq(documents.tenantId, tenantId), eq(documents.id, documentId)));
    const stage: DocumentStage = row?.failure?.stage ?? 'parsing';
    return requeueDocument(tx, documentId, stage);
  });
}
