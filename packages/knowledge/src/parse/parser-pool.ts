import { Worker } from 'node:worker_threads';
import type { ParseResult } from './parse-document.ts';
import { type ParseFailureCode, parseFailure } from './parse-failure.ts';
import { defaultParseLimits, type ParseLimits } from './parse-limits.ts';

export interface ParserPool {
  /**
   * Reads one file in a worker thread. Takes the buffer of `bytes` away (it is moved, not copied).
   * Never rejects for what is in the file: a worker that dies or is stopped is a result with a reason.
   * @throws the signal's reason when aborted; Error when the pool is closed.
   */
  parse(
    file: { bytes: Uint8Array<ArrayBuffer>; fileName: string },
    signal?: AbortSignal,
  ): Promise<ParseResult>;
  /** Stops all workers; files being read get an error. */
  close(): Promise<void>;
}

export interface ParserPoolOptions {
  /** How many files are read at once. */
  size: number;
  limits?: Partial<ParseLimits>;
  /** An idle worker is let go after this time. */
  idleMs?: number;
}

/** Documents read by one worker before it is replaced, so that what libraries leave behind stays bounded. */
const documentsPerWorker = 200;
const memoryPollMs = 50;
const mib = 1024 * 1024;

/** Reads files in worker threads under limits of time and memory. */
export function createParserPool(options: ParserPoolOptions): ParserPool {
  const limits: ParseLimits = { ...defaultParseLimits, ...options.limits };
  const idle: PooledWorker[] = [];
  const busy = new Set<PooledWorker>();
  const waiting: (() => void)[] = [];
  let isClosed = false;

  async function acquire(): Promise<PooledWorker> {
    if (busy.size >= options.size) await new Promise<void>((resolve) => waiting.push(resolve));
    if (isClosed) throw new Error('The parser pool is closed.');
    const worker = idle.pop() ?? new PooledWorker(limits);
    worker.keep();
    busy.add(worker);
    return worker;
  }

  function release(worker: PooledWorker): void {
    busy.delete(worker);
    if (isClosed || worker.isGone || worker.documents >= documentsPerWorker) void worker.stop();
    else {
      idle.push(worker);
      worker.letGoAfter(options.idleMs ?? 30_000, () => idle.splice(idle.indexOf(worker), 1));
    }
    waiting.shift()?.();
  }

  return {
    async parse(file, signal) {
      signal?.throwIfAborted();
      if (file.bytes.byteLength > limits.fileBytes) {
        return { ok: false, failure: parseFailure('too-large') };
      }
      const worker = await acquire();
      try {
        // It may have been aborted while waiting for a worker.
        signal?.throwIfAborted();
        return await worker.run(file, signal);
      } finally {
        release(worker);
      }
    },
    async close() {
      isClosed = true;
      for (const wake of waiting.splice(0)) wake();
      await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.stop()));
    },
  };
}

class PooledWorker {
  documents = 0;
  isGone = false;
  readonly #worker: Worker;
  readonly #limits: ParseLimits;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(limits: ParseLimits) {
    this.#limits = limits;
    this.#worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      workerData: { limits },
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMiB },
      // A parser has no business with what the process was given.
      env: {},
      // Libraries that warn about a file must not write into the log of the process.
      stdout: true,
      stderr: true,
    });
    this.#worker.once('exit', () => {
      this.isGone = true;
    });
    // An idle worker must not keep the process alive.
    this.#worker.unref();
  }

  keep(): void {
    clearTimeout(this.#idleTimer);
    this.#worker.ref();
  }

  letGoAfter(ms: number, onGone: () => void): void {
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => {
      onGone();
      void this.stop();
    }, ms).unref();
  }

  async stop(): Promise<void> {
    this.isGone = true;
    clearTimeout(this.#idleTimer);
    await this.#worker.terminate();
  }

  run(
    file: { bytes: Uint8Array<ArrayBuffer>; fileName: string },
    signal: AbortSignal | undefined,
  ): Promise<ParseResult> {
    this.documents += 1;
    const worker = this.#worker;
    const limits = this.#limits;
    return new Promise<ParseResult>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timeout);
        clearInterval(memory);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const fail = (code: ParseFailureCode, detail: string) => {
        void this.stop();
        settle(() => resolve({ ok: false, failure: parseFailure(code), detail }));
      };
      const onMessage = (result: ParseResult) => settle(() => resolve(result));
      const onError = (error: Error & { code?: string }) =>
        fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'broken', error.message);
      const onExit = () => fail('broken', 'The worker ended.');
      const onAbort = () => {
        void this.stop();
        settle(() => reject(signal?.reason));
      };
      const timeout = setTimeout(
        () => fail('timeout', 'The worker ran out of time.'),
        limits.timeoutMs,
      );
      // Buffers do not count toward a worker's heap limit, so they are watched from outside.
      const memory = setInterval(async () => {
        try {
          const { external_memory: bytes } = await worker.getHeapStatistics();
          if (bytes > limits.externalMiB * mib)
            fail('out-of-memory', 'The worker held too many buffers.');
        } catch (error) {
          // The worker ended meanwhile: its end is reported by its own event.
          if (!(error instanceof Error)) throw error;
        }
      }, memoryPollMs);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.postMessage(file, [file.bytes.buffer]);
    });
  }
}
