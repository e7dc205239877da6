import { randomUUID } from 'node:crypto';
import type { Database } from '@platform/db';
import type { Logger } from '@platform/shared/logger';
import type { Embedder } from '../embed/embedder.ts';
import type { FileStore } from '../files/file-store.ts';
import type { ParseLimits } from '../parse/parse-limits.ts';
import { createDocumentThreads } from '../threads/document-threads.ts';
import { catchUpWorkspace } from './catch-up.ts';
import { type ClaimedDocument, claimDocument, renewLease } from './ingest.queries.ts';
import type { IngestEvent } from './ingest-event.ts';
import { LeaseLostError } from './ingest-failure.ts';
import { processDocument } from './process-document.ts';
import { createProgressThrottle } from './progress-throttle.ts';
import { sweepFiles } from './sweep-files.ts';

export interface IngestWorkerOptions {
  db: Database;
  files: FileStore;
  logger: Logger;
  /** Asked anew for each document: a local model may arrive later. Null: documents are found by words alone. */
  embedder(): Embedder | null;
  /** Told after commits; must not throw. */
  publish(event: IngestEvent): void;
  /** Documents in work at once. */
  concurrency: number;
  /** How long a document stays with a worker that gives no sign of life. */
  leaseMs?: number;
  /** How often the queue is looked at without being told. */
  pollMs?: number;
  limits?: Partial<ParseLimits>;
}

export interface IngestWorker {
  /** Tells that there is something new, so that nobody waits for the next look. */
  wake(): void;
  /** Resolves when nothing is left that could be worked on now, or when the worker was closed. */
  idle(): Promise<void>;
  /** Stops claiming, gives documents in work back where they stand, ends the threads. */
  close(): Promise<void>;
}

/** How often finished documents are looked through for missing vectors. */
const catchUpEveryMs = 60_000;
/** How often a worker asks whether the day's sweep of files is its turn. */
const sweepEveryMs = 60 * 60 * 1_000;

/** Works through the queue of documents, which is their rows: docs/decisions says why. */
export function createIngestWorker(options: IngestWorkerOptions): IngestWorker {
  const { db, logger } = options;
  const leaseMs = options.leaseMs ?? 60_000;
  const pollMs = options.pollMs ?? 2_000;
  const holder = randomUUID();
  const threads = createDocumentThreads({
    size: options.concurrency,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const stopping = new AbortController();
  const active = new Set<Promise<void>>();
  const throttle = createProgressThrottle(options.publish);
  let idleWaiters: (() => void)[] = [];
  let look: () => void = () => undefined;
  let isToldToLook = false;
  let catchingUp: Promise<void> | undefined;
  /** The last look for missing vectors that found none. */
  let caughtUp = { model: '', atMs: 0 };

  let sweeping: Promise<void> | undefined;
  let sweptAtMs: number | undefined;

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      isToldToLook = false;
      const hasFound = active.size < options.concurrency && (await findWork());
      if (hasFound) continue;
      if (active.size === 0 && catchingUp === undefined) endWaits();
      await nextLook();
    }
  }

  function endWaits(): void {
    for (const resolve of idleWaiters) resolve();
    idleWaiters = [];
  }

  /** Documents that wait; when there is none, older ones get vectors they lack. */
  async function findWork(): Promise<boolean> {
    try {
      const claim = await db.system((tx) => claimDocument(tx, { token: randomUUID(), leaseMs }));
      if (claim !== undefined) {
        start(workOn(claim));
        return true;
      }
      startCatchUp();
      startSweep();
      return false;
    } catch (error) {
      // The database or the model will be back; the next look tries again.
      if (!stopping.signal.aborted) logger.warn({ err: error }, 'the ingest queue was left');
      return false;
    }
  }

  function start(work: Promise<void>): void {
    const tracked = work.finally(() => {
      active.delete(tracked);
      wake();
    });
    active.add(tracked);
  }

  function nextLook(): Promise<void> {
    if (isToldToLook || stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      look = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function wake(): void {
    isToldToLook = true;
    look();
  }

  /** Runs beside the queue, so that no new document waits for the vectors of old ones. */
  function startCatchUp(): void {
    const embedder = options.embedder();
    if (catchingUp !== undefined || embedder === null) return;
    const { model } = embedder;
    const sinceMs = performance.now() - caughtUp.atMs;
    if (caughtUp.model === model && sinceMs < catchUpEveryMs) return;
    const { signal } = stopping;
    const onEvent = options.publish;
    catchingUp = catchUpWorkspace({ db, logger, embedder, holder, leaseMs, signal, onEvent })
      .catch((error: unknown) => {
        if (!signal.aborted) logger.warn({ err: error }, 'missing vectors were not made');
        return false;
      })
      .then((hasWorked) => {
        catchingUp = undefined;
        // There may be another workspace.
        if (!hasWorked) caughtUp = { model, atMs: performance.now() };
        wake();
      });
  }

  function startSweep(): void {
    const isDue = sweptAtMs === undefined || performance.now() - sweptAtMs > sweepEveryMs;
    if (!isDue || sweeping !== undefined) return;
    const { signal } = stopping;
    sweeping = sweepFiles({ db, files: options.files, logger, signal })
      .then(() => undefined)
      .catch((error: unknown) => {
        if (!signal.aborted) logger.warn({ err: error }, 'stored files were not swept');
      })
      .then(() => {
        sweptAtMs = performance.now();
        sweeping = undefined;
      });
  }

  async function workOn(claim: ClaimedDocument): Promise<void> {
    const lost = new AbortController();
    const heartbeat = setInterval(async () => {
      try {
        if (!(await renewLease(db, claim, leaseMs))) lost.abort(new LeaseLostError());
      } catch (error) {
        // Writes check the lease themselves, so a beat that fails costs nothing but time.
        logger.warn({ documentId: claim.documentId, err: error }, 'the lease was not renewed');
      }
    }, leaseMs / 4);
    const { tenantId, documentId } = claim;
    try {
      await processDocument({
        db,
        files: options.files,
        threads,
        claim,
        embedder: options.embedder(),
        signal: AbortSignal.any([stopping.signal, lost.signal]),
        logger,
        onEvent: (state, stage, progress) =>
          throttle.tell({ tenantId, documentId, state, stage, progress }),
      });
    } finally {
      clearInterval(heartbeat);
      throttle.forget(documentId);
    }
  }

  const running = loop();
  return {
    wake,
    idle: () =>
      new Promise((resolve) => {
        idleWaiters.push(resolve);
        wake();
      }),
    async close() {
      stopping.abort(new Error('The ingest worker is closing.'));
      wake();
      await running;
      await Promise.all([...active, catchingUp, sweeping]);
      await threads.close();
      throttle.close();
      endWaits();
    },
  };
}
