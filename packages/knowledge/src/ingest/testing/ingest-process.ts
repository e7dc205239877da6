import { writeSync } from 'node:fs';
import type { DocumentStage } from '@platform/api-contract/types';
import { connectEmbedded, connectPostgres, createDatabase, migrate } from '@platform/db';
import { createLogger } from '@platform/shared/logger';
import { createLocalFiles } from '../../files/local-files.ts';
import type { IngestEvent } from '../ingest-event.ts';
import { createIngestWorker } from '../ingest-worker.ts';
import { createWordEmbedder } from './word-embedder.ts';

/**
 * An ingest worker as a process of its own, to be stopped and killed: prints each event as a line,
 * `held` where it stands still, and `idle` when nothing is left. Arguments as JSON: where its database and files are.
 */
export interface IngestProcessOptions {
  database: { directory: string } | { urls: Parameters<typeof connectPostgres>[0] };
  files: string;
  leaseMs: number;
  /**
   * Where it stands still, to be stopped or killed there: before a stage's first write, or at
   * `embedding` once part of the vectors are stored. SIGUSR2 lets it go on from there.
   */
  holdAt: DocumentStage | null;
}

const options: IngestProcessOptions = JSON.parse(process.argv[2] ?? '{}');
const { database } = options;
const clients =
  'urls' in database
    ? connectPostgres(database.urls, 3)
    : await connectEmbedded(database.directory);
if (!('urls' in database)) await migrate(clients);

// Written at once: a process that stands still writes nothing later.
const say = (what: unknown) => writeSync(1, `${JSON.stringify(what)}\n`);
const released = new Promise<void>((resolve) => process.once('SIGUSR2', resolve));

const embedder = createWordEmbedder();
embedder.before = async () => {
  if (options.holdAt !== 'embedding' || embedder.embedded.length === 0) return;
  say('held');
  await released;
};

function publish(event: IngestEvent): void {
  say(event);
  if (event.stage === null || event.stage === 'embedding') return;
  if (event.stage !== options.holdAt) return;
  say('held');
  // Nothing of this process runs any more.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const worker = createIngestWorker({
  db: createDatabase(clients),
  files: await createLocalFiles(options.files),
  logger: createLogger({ level: 'silent' }),
  embedder: () => embedder,
  publish,
  concurrency: 1,
  leaseMs: options.leaseMs,
  pollMs: 50,
});
process.on('SIGTERM', async () => {
  await worker.close();
  await clients.close();
});
await worker.idle();
say('idle');
