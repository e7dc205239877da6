import type { Readable } from 'node:stream';
import type { Services } from '../../services.ts';
import { findOriginal } from './documents.queries.ts';

/** The file as it was uploaded. Throws NOT_FOUND. */
export async function openOriginal(
  services: Services,
  tenantId: string,
  documentId: string,
): Promise<{ fileName: string; stream: Readable }> {
  const { fileName, storageKey } = await services.db.tenant(tenantId, (tx) =>
    findOriginal(tx, tenantId, documentId),
  );
  return { fileName, stream: await services.knowledge.files.open(storageKey) };
}
