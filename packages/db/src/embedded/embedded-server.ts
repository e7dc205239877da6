import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';

export interface EmbeddedServer {
  /** A stream that speaks PostgreSQL's protocol; there is one backend, so open one at a time. */
  connect(): Duplex;
  close(): Promise<void>;
  /** Resolves when the thread ended by itself, which it never should. */
  readonly crashed: Promise<Error>;
}

/** Starts PGlite in a worker thread; `dataDir` undefined keeps everything in memory. */
export async function startEmbeddedServer(dataDir: string | undefined): Promise<EmbeddedServer> {
  const worker = new Worker(new URL('./pglite.worker.ts', import.meta.url), {
    workerData: { dataDir },
  });
  let closing = false;
  const crashed = new Promise<Error>((resolve) => {
    worker.once('error', (error: Error) => resolve(error));
    worker.once('exit', (code) => {
      if (!closing) resolve(new Error(`The embedded database's thread ended with code ${code}`));
    });
  });
  await Promise.race([
    once(worker, 'message'),
    crashed.then((error) => {
      throw new Error(`The embedded database did not open: ${error.message}`, { cause: error });
    }),
  ]);

  return {
    crashed,
    connect() {
      const stream = new Duplex({
        read: () => undefined,
        write(chunk: Uint8Array, _encoding, done) {
          worker.postMessage(new Uint8Array(chunk));
          done();
        },
        final(done) {
          stream.push(null);
          done();
        },
        destroy(error, done) {
          worker.off('message', onMessage);
          done(error);
        },
      });
      const onMessage = (answer: Uint8Array | string) => {
        if (typeof answer !== 'string') stream.push(Buffer.from(answer));
      };
      worker.on('message', onMessage);
      void crashed.then((error) => stream.destroy(error));
      // The client asks a socket for its state before it says goodbye to it.
      return Object.defineProperty(stream, 'readyState', {
        get: () => (stream.destroyed ? 'closed' : 'open'),
      });
    },
    async close() {
      closing = true;
      worker.postMessage('close');
      await once(worker, 'exit');
    },
  };
}
