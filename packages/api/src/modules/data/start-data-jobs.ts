import { type Job, startJob } from '../../jobs/start-job.ts';
import { sealEntries } from '../audit/seal-audit.queries.ts';
import type { EraseServices } from './erasure/erase-conversations.ts';
import { releaseAllErasures } from './erasure/erasures.queries.ts';
import { runNextErasure } from './erasure/run-erasures.ts';
import { releaseAllExports } from './exports/exports.queries.ts';
import { type ExportServices, runNextExport } from './exports/run-exports.ts';
import { enforceRetention, retentionEveryMs } from './retention/run-retention.ts';

export interface DataJobs {
  wakeExports(): void;
  wakeErasures(): void;
  wakeRetention(): void;
  close(): Promise<void>;
}

const sealEveryMs = 1_000;
const sealedAtOnce = 500;
const lookEveryMs = 2_000;

/** What is done with data beside requests: sealing the audit log, archives, erasures, retention. */
export function startDataJobs(
  services: EraseServices & ExportServices,
  options: { works: boolean; alone: boolean },
): DataJobs {
  const { db, logger } = services;
  if (!options.works) {
    const nothing = () => undefined;
    return {
      wakeExports: nothing,
      wakeErasures: nothing,
      wakeRetention: nothing,
      close: async () => undefined,
    };
  }
  let isReleased = !options.alone;
  const release = async () => {
    if (isReleased) return;
    await db.system((tx) => releaseAllExports(tx));
    await db.system((tx) => releaseAllErasures(tx));
    isReleased = true;
  };
  const everyMs = lookEveryMs;
  const exports = startJob({
    name: 'data exports',
    everyMs,
    logger,
    work: async (signal) => {
      await release();
      return runNextExport(services, signal);
    },
  });
  const erasures = startJob({
    name: 'erasures',
    everyMs,
    logger,
    work: async () => {
      await release();
      return runNextErasure(services);
    },
  });
  const sealing = startJob({
    name: 'audit chain',
    everyMs: sealEveryMs,
    logger,
    work: async () => (await db.system((tx) => sealEntries(tx, sealedAtOnce))) === sealedAtOnce,
  });
  const retention = startJob({
    name: 'retention',
    everyMs: retentionEveryMs,
    logger,
    work: async (signal) => {
      await enforceRetention(services, signal);
      return false;
    },
  });
  const jobs: Job[] = [exports, erasures, sealing, retention];
  return {
    wakeExports: exports.wake,
    wakeErasures: erasures.wake,
    wakeRetention: retention.wake,
    async close() {
      await Promise.all(jobs.map((job) => job.close()));
    },
  };
}
