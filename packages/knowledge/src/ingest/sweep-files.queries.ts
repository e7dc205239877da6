import type { SystemTx } from '@platform/db';
import { dataExports, knowledgeDocuments as documents, tenants } from '@platform/db/schema';
import { inArray } from 'drizzle-orm';

/**
 * Which keys have a document or an export, and which workspaces are in this database. A file of any other
 * workspace is left alone: the bucket may be shared, or the database a new or restored one.
 */
export async function findKnown(tx: SystemTx, batch: readonly string[]) {
  const ids = [...new Set(batch.map((key) => key.split('/')[0] ?? ''))];
  const known = await tx
    .select({ key: documents.storageKey })
    .from(documents)
    .where(inArray(documents.storageKey, [...batch]));
  const archives = await tx
    .select({ key: dataExports.storageKey })
    .from(dataExports)
    .where(inArray(dataExports.storageKey, [...batch]));
  const ours = await tx.select({ id: tenants.id }).from(tenants).where(inArray(tenants.id, ids));
  return {
    keys: new Set<string | null>([...known, ...archives].map((row) => row.key)),
    workspaces: new Set(ours.map((row) => row.id)),
  };
}
