import type { Database } from '@platform/db';
import { knowledgeDocuments as documents, leases, tenants } from '@platform/db/schema';
import type { Logger } from '@platform/shared/logger';
import { inArray, sql } from 'drizzle-orm';
import type { FileStore } from '../files/file-store.ts';

/** A younger file may be an upload whose row is about to be written. */
const spareMs = 60 * 60 * 1_000;
const everyMs = 24 * 60 * 60 * 1_000;
const keysAtOnce = 500;

export interface SweepOptions {
  db: Database;
  files: FileStore;
  logger: Logger;
  signal: AbortSignal;
}

/**
 * Removes stored files that no document has: what is left when a process ends between deleting a
 * document and its file, or between storing a file and writing its row. Once a day for all workers
 * together. Resolves to how many were removed; 0 too when it is not time.
 */
export async function sweepFiles({ db, files, logger, signal }: SweepOptions): Promise<number> {
  if (!(await isTime(db))) return 0;
  let removed = 0;
  let batch: string[] = [];
  const flush = async () => {
    const { keys, workspaces } = await findKnown(db, batch);
    for (const key of batch) {
      const isOurs = workspaces.has(key.split('/')[0] ?? '');
      if (!isOurs || keys.has(key)) continue;
      await files.remove(key);
      removed += 1;
    }
    batch = [];
  };
  for await (const { key, storedAt } of files.list()) {
    signal.throwIfAborted();
    if (Date.now() - storedAt.getTime() > spareMs) batch.push(key);
    if (batch.length >= keysAtOnce) await flush();
  }
  if (batch.length > 0) await flush();
  if (removed > 0) logger.info({ removed }, 'files without a document were removed');
  return removed;
}

/**
 * Which keys have a document, and which workspaces are in this database. A file of any other
 * workspace is left alone: the bucket may be shared, or the database a new or restored one.
 */
async function findKnown(db: Database, batch: readonly string[]) {
  const ids = [...new Set(batch.map((key) => key.split('/')[0] ?? ''))];
  return db.system(async (tx) => {
    const known = await tx
      .select({ key: documents.storageKey })
      .from(documents)
      .where(inArray(documents.storageKey, [...batch]));
    const ours = await tx.select({ id: tenants.id }).from(tenants).where(inArray(tenants.id, ids));
    return {
      keys: new Set(known.map((row) => row.key)),
      workspaces: new Set(ours.map((row) => row.id)),
    };
  });
}

/** Takes the day's turn; the lease is not given back, it runs out. */
async function isTime(db: Database): Promise<boolean> {
  const until = sql`now() + ${everyMs} * interval '1 millisecond'`;
  const taken = await db.system((tx) =>
    tx
      .insert(leases)
      .values({ name: 'files:sweep', holder: 'sweep', leaseUntil: until })
      .onConflictDoUpdate({
        target: leases.name,
        set: { leaseUntil: until },
        setWhere: sql`${leases.leaseUntil} <= now()`,
      })
      .returning({ name: leases.name }),
  );
  return taken.length > 0;
}
