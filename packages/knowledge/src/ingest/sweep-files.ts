import { randomUUID } from 'node:crypto';
import { type Database, takeLease } from '@platform/db';
import type { Logger } from '@platform/shared/logger';
import type { FileStore } from '../files/file-store.ts';
import { findKnown } from './sweep-files.queries.ts';

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
    const { keys, workspaces } = await db.system((tx) => findKnown(tx, batch));
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

/** Takes the day's turn; the lease is not given back, it runs out. */
function isTime(db: Database): Promise<boolean> {
  const lease = { name: 'files:sweep', holder: randomUUID() };
  return db.system((tx) => takeLease(tx, lease, everyMs));
}
