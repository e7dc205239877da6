import { once } from 'node:events';
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Embedded, type Embedder, EmbedderError } from './embedder.ts';
import type { LocalModelFiles } from './local-model-files.ts';

export interface LocalRequest {
  id: number;
  text: string;
  isUrgent: boolean;
}
export type LocalAnswer = { id: number; vector: Float32Array } | { id: number; failure: string };

/** The model was trained with this before questions, and with nothing before documents. */
const QUESTION_PREFIX = 'Represent this sentence for searching relevant passages: ';
/** More threads gain little on texts this short, and the server needs its own. */
const MOST_THREADS = 2;

interface Waiting {
  resolve: (vector: Float32Array) => void;
  reject: (error: Error) => void;
}

/** Starts bge-small in a thread of its own. Throws an `EmbedderError` when the model cannot be loaded. */
export async function openLocalEmbedder(
  files: LocalModelFiles,
  threads = Math.max(1, Math.min(MOST_THREADS, os.availableParallelism() - 1)),
): Promise<Embedder> {
  const worker = new Worker(new URL('./local-embedder.worker.ts', import.meta.url), {
    workerData: { files, threads },
  });
  const waiting = new Map<number, Waiting>();
  let ended: Error | null = null;
  const failAll = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('error', (cause) => {
    failAll(new EmbedderError('The local embedding model failed.', { canRetry: false, cause }));
  });
  worker.on('exit', () => {
    failAll(new EmbedderError('The local embedding model has ended.', { canRetry: false }));
  });

  const dimensions = await new Promise<number>((resolve, reject) => {
    worker.once('message', (ready: { dimensions: number }) => resolve(ready.dimensions));
    worker.once('error', (cause) => {
      reject(
        new EmbedderError('The local embedding model could not be loaded.', {
          canRetry: false,
          cause,
        }),
      );
    });
  });
  worker.on('message', (answer: LocalAnswer) => {
    const waiter = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('vector' in answer) waiter?.resolve(answer.vector);
    else waiter?.reject(new EmbedderError(answer.failure, { canRetry: false }));
  });
  // A thread that waits for work does not keep the process alive.
  worker.unref();

  let lastId = 0;
  const embedOne = (text: string, isUrgent: boolean, signal: AbortSignal): Promise<Float32Array> =>
    new Promise((resolve, reject) => {
      if (signal.aborted || ended !== null) {
        reject(signal.aborted ? signal.reason : ended);
        return;
      }
      lastId += 1;
      const id = lastId;
      const onAbort = (): void => {
        waiting.delete(id);
        worker.postMessage({ cancel: id });
        settle();
        reject(signal.reason);
      };
      const settle = (): void => {
        signal.removeEventListener('abort', onAbort);
        if (waiting.size === 0) worker.unref();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      waiting.set(id, {
        resolve: (vector) => {
          settle();
          resolve(vector);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      worker.ref();
      worker.postMessage({ id, text, isUrgent } satisfies LocalRequest);
    });
  const embed = async (
    texts: readonly string[],
    isUrgent: boolean,
    signal: AbortSignal,
  ): Promise<Embedded> => ({
    vectors: await Promise.all(texts.map((text) => embedOne(text, isUrgent, signal))),
    tokens: 0,
    costMicros: 0,
  });

  return {
    provider: 'local',
    model: 'local/bge-small-en-v1.5-q',
    dimensions,
    embedDocuments: (texts, signal) => embed(texts, false, signal),
    embedQuery: (text, signal) => embed([QUESTION_PREFIX + text], true, signal),
    async close() {
      if (ended !== null) return;
      const exit = once(worker, 'exit');
      await worker.terminate();
      await exit;
    },
  };
}
