import { Worker } from 'node:worker_threads';
import { type ParseFailureCode, parseFailure } from '../parse/parse-failure.ts';
import type { ParseLimits } from '../parse/parse-limits.ts';
import type { DocumentAnswer, DocumentTask } from './document-tasks.ts';
import type { ThreadResult } from './document-threads.ts';

const memoryPollMs = 50;
const mib = 1024 * 1024;

/** One worker thread, and what is watched while it works. */
export class DocumentThread {
  tasks = 0;
  isGone = false;
  readonly #worker: Worker;
  readonly #limits: ParseLimits;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(limits: ParseLimits) {
    this.#limits = limits;
    this.#worker = new Worker(new URL('./document-thread.ts', import.meta.url), {
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
    // A thread that dies while idle is noticed by `isGone`; without a listener the process would end.
    this.#worker.on('error', () => {
      this.isGone = true;
    });
    // An idle thread must not keep the process alive.
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
    task: DocumentTask,
    onAnswer: (answer: DocumentAnswer) => void,
    signal: AbortSignal | undefined,
  ): Promise<ThreadResult<void>> {
    this.tasks += 1;
    const worker = this.#worker;
    const limits = this.#limits;
    return new Promise((resolve, reject) => {
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
      const onMessage = (answer: DocumentAnswer) => {
        if (answer.is === 'started') startClock();
        else if (answer.is === 'done') settle(() => resolve({ ok: true, value: undefined }));
        else onAnswer(answer);
      };
      const onError = (error: Error & { code?: string }) =>
        fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'broken', error.message);
      const onExit = () => fail('broken', 'The thread ended.');
      const onAbort = () => {
        void this.stop();
        settle(() => reject(signal?.reason));
      };
      let timeout: NodeJS.Timeout | undefined;
      // The time a new thread takes to come up on a busy machine is not the document's.
      const startClock = () => {
        timeout = setTimeout(
          () => fail('timeout', 'The thread ran out of time.'),
          limits.timeoutMs,
        );
      };
      // Buffers do not count toward a thread's heap limit, so they are watched from outside.
      const memory = setInterval(async () => {
        try {
          const { external_memory: bytes } = await worker.getHeapStatistics();
          if (bytes > limits.externalMiB * mib) {
            fail('out-of-memory', 'The thread held too many buffers.');
          }
        } catch (error) {
          // The thread ended meanwhile: its end is reported by its own event.
          if (!(error instanceof Error)) throw error;
        }
      }, memoryPollMs);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      signal?.addEventListener('abort', onAbort, { once: true });
      const moved = task.do === 'parse' ? [task.bytes.buffer as ArrayBuffer] : [];
      worker.postMessage(task, moved);
    });
  }
}
