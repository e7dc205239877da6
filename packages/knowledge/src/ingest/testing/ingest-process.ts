import { setTimeout as wait } from 'node:timers/promises';
import { connectEmbedded, connectPostgres, createDatabase, migrate } from '@platform/db';
import { createLogger } from '@platform/shared/logger';
import { createLocalFiles } from '../../files/local-files.ts';
import { createIngestWorker } from '../ingest-worker.ts';
import { createWordEmbedder } from './word-embedder.ts';

/**
 * An ingest worker as a process of its own, to be stopped and killed: prints each event as a line,
 * and `idle` when nothing is left. Arguments as JSON: where its database and files are.
 */
export interface IngestProcessOptions {
  database: { directory: string } | { urls: Parameters<typeof connectPostgres>[0] };
  files: string;
  leaseMs: number;
}

const options: IngestProcessOptions = JSON.parse(process.argv[2] ?? '{}');
const { database } = options;
const clients =
  'urls' in database
    ? connectPostgres(database.urls, 3)
    : await connectEmbedded(database.directory);
if (!('urls' in database)) await migrate(clients);

const embedder = createWordEmbedder();
// Slow enough to be met in the middle.
embedder.before = (signal) => wait(100, undefined, { signal });
const worker = createIngestWorker({
  db: createDatabase(clients),
  files: await createLocalFiles(options.files),
  logger: createLogger({ level: 'silent' }),
  embedder: () => embedder,
  publish: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
  concurrency: 1,
  leaseMs: options.leaseMs,
  pollMs: 50,
});
process.stdout.write('"started"\n');
process.on('SIGTERM', async () => {
  await worker.close();
  await clients.close();
});
await worker.idle();
process.stdout.write('"idle"\n');
