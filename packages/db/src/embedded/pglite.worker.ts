import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

/**
 * Owns the embedded database in a thread of its own, so that a long query does not stop the server.
 * It speaks PostgreSQL's wire protocol over messages; the one client on the other side is postgres.js.
 */
const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread.');

const { dataDir } = workerData as { dataDir: string | undefined };
const database = await PGlite.create({
  ...(dataDir === undefined ? {} : { dataDir }),
  extensions: { vector },
  // A commit is on disk before it is acknowledged.
  relaxedDurability: false,
});

// One backend, so one chain: a chunk is answered before the next is read.
let chain: Promise<void> = Promise.resolve();
port.on('message', (message: Uint8Array | 'close') => {
  chain = chain.then(async () => {
    if (message === 'close') {
      await database.close();
      port.postMessage('closed');
      port.close();
      return;
    }
    const answer = await database.execProtocolRaw(message);
    port.postMessage(answer);
  });
});
port.postMessage('ready');
