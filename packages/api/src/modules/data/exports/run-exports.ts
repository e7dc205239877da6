import { randomUUID } from 'node:crypto';
import { enqueueMail, type Sealer } from '@platform/auth';
import type { Database } from '@platform/db';
import { type FileStore, fileKey } from '@platform/knowledge';
import type { Logger } from '@platform/shared/logger';
import { retentionDays } from '../retention/retention.queries.ts';
import {
  claimExport,
  deleteExport,
  type ExportRow,
  exportExists,
  findRequester,
  finishExport,
  listExpired,
  releaseExport,
  renewExport,
} from './exports.queries.ts';
import { planArchive } from './plan-archive.ts';
import { writeArchive } from './write-archive.ts';

export interface ExportServices {
  readonly db: Database;
  readonly files: FileStore;
  readonly sealer: Pick<Sealer, 'seal'>;
  readonly logger: Logger;
  wakeMail(): void;
}

const leaseMs = 30_000;
const beatMs = 1_000;
/** More than any disk here should be asked for at once. */
const maxArchiveBytes = 100_000_000_000;
export const maxKeptDays = 7;

/** Makes the next archive that waits; false when none does. */
export async function runNextExport(services: ExportServices, signal: AbortSignal) {
  const { db } = services;
  await removeExpired(services);
  const row = await db.system((tx) => claimExport(tx, { token: randomUUID(), leaseMs }));
  if (row === undefined) return false;
  try {
    await makeArchive(services, row, signal);
  } catch (error) {
    services.logger.warn({ err: error, exportId: row.id }, 'an export broke off');
    await db.system((tx) => releaseExport(tx, row));
    // What failed waits for the next look, so that a place that is full is not asked at once again.
    return false;
  }
  return true;
}

async function makeArchive(services: ExportServices, row: ExportRow, stopping: AbortSignal) {
  const { db, files, sealer } = services;
  const lost = new AbortController();
  const signal = AbortSignal.any([stopping, lost.signal]);
  const { title, total, entries } = await planArchive(services, row);
  let done = 0;
  const beat = async () => {
    const progress = { done: Math.min(done, total), total };
    const isOurs = await db.system((tx) => renewExport(tx, row, progress, leaseMs));
    if (!isOurs) lost.abort(new Error('The export is not ours any more.'));
  };
  await beat();
  const timer = setInterval(() => {
    // A beat that fails costs nothing but time: the row says at the end whose it is.
    beat().catch((error: unknown) =>
      services.logger.warn({ err: error }, 'an export is not told of'),
    );
  }, beatMs);
  const key = fileKey(row.tenantId, row.id);
  try {
    const about = {
      format: 'parley-export',
      version: 1,
      kind: row.kind,
      title,
      exportId: row.id,
      workspaceId: row.tenantId,
      createdAt: new Date().toISOString(),
    };
    const archive = writeArchive(about, entries, {
      signal,
      onProgress: (count) => {
        done = count;
      },
    });
    const received = await files.receive(archive.stream, maxArchiveBytes);
    await files.store(key, received);
    const outcome = await db.tenant(row.tenantId, async (tx) => {
      const requester = await findRequester(tx, row);
      if (requester === undefined) {
        await deleteExport(tx, row);
        return 'unwanted' as const;
      }
      const keptDays = Math.min(
        maxKeptDays,
        (await retentionDays(tx, row.tenantId, 'exports')) ?? maxKeptDays,
      );
      const isOurs = await finishExport(tx, row, {
        storageKey: key,
        sizeBytes: received.sizeBytes,
        sha256: received.sha256,
        files: [...archive.files],
        keptDays,
      });
      // Where it is another worker's by now, the same place is theirs to write.
      if (!isOurs) return (await exportExists(tx, row)) ? 'taken' : 'unwanted';
      const props = {
        name: requester.name,
        what: title,
        path: '/app/settings/data',
        days: keptDays,
      };
      await enqueueMail(tx, { to: requester.email, template: 'export-ready', props }, sealer);
      return 'ready' as const;
    });
    if (outcome === 'ready') services.wakeMail();
    if (outcome === 'unwanted') await files.remove(key);
  } finally {
    clearInterval(timer);
  }
}

async function removeExpired({ db, files }: ExportServices): Promise<void> {
  const expired = await db.system((tx) => listExpired(tx, 50));
  for (const row of expired) {
    await db.tenant(row.tenantId, (tx) => deleteExport(tx, row));
    if (row.storageKey !== null) await files.remove(row.storageKey);
  }
}
