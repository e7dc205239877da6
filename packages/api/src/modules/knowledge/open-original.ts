import type { Readable } from 'node:stream';
import { PlatformError } from '@platform/api-contract/errors';
import { knowledgeDocuments } from '@platform/db/schema';
import { and, eq } from 'drizzle-orm';
import type { Services } from '../../services.ts';

/** The file as it was uploaded. Throws NOT_FOUND. */
export async function openOriginal(
  services: Services,
  tenantId: string,
  documentId: string,
): Promise<{ fileName: string; stream: Readable }> {
  const [row] = await services.db.tenant(tenantId, (tx) =>
    tx
      .select({
        fileName: knowledgeDocuments.fileName,
        storageKey: knowledgeDocuments.storageKey,
      })
      .from(knowledgeDocuments)
      .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId))),
  );
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return { fileName: row.fileName, stream: await services.knowledge.files.open(row.storageKey) };
}
