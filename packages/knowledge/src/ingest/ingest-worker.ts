import { randomUUID } from 'node:crypto';
import type { Database } from '@platform/db';
import type { Logger } from '@platform/shared/logger';
import type { FileStore } from '../files/file-store.ts';
import type { ParseLimits } from '../parse/parse-limits.ts';
import { createDocumentThreads } from '../threads/document-threads.ts';
import { type ClaimedDocument, claimDocument, renewLease } from './ingest.queries.ts';
import { LeaseLostError } from './ingest-failure.ts';
import type { ChunkEmbedder, IngestEvent } from './ports.ts';
import { processDocument } from './process-document.ts';
import { createProgressThrottle } from './progress-throttle.ts';

export interface IngestWorkerOptions {
  db: Database;
  files: FileStore;
  logger: Logger;
  /** Asked anew for each document: a local model may arrive later. Null: documents are found by words alone. */
  embedder(): ChunkEmbedder | null;
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
  /** Resolves when nothing is left that could be worked on now. */
  idle(): Promise<void>;
  /** Stops claiming, gives documents in work back where they stand, ends the threads. */
  close(): Promise<void>;
}

/** Works through the queue of documents: the rows themselves, see docs/decisions. */
export function createIngestWorker(options: IngestWorkerOptions): IngestWorker {
  const { db, logger } = options;
  const leaseMs = options.leaseMs ?? 60_000;
  const pollMs = options.pollMs ?? 2_000;
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

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      isToldToLook = false;
      const claim = active.size < options.concurrency ? await claimNext() : undefined;
      if (claim !== undefined) {
        const work = workOn(claim).finally(() => {
          active.delete(work);
          wake();
        });
        active.add(work);
        continue;
      }
      if (active.size === 0) {
        for (const resolve of idleWaiters) resolve();
        idleWaiters = [];
      }
      await nextLook();
    }
  }

  async function claimNext(): Promise<ClaimedDocument | undefined> {
    try {
      const model = options.embedder()?.model ?? null;
      return await db.system((tx) => claimDocument(tx, { token: randomUUID(), leaseMs, model }));
    } catch (error) {
      // The database will be back; the next look tries again.
      logger.warn({ err: error }, 'the ingest queue could not be read');
      return undefined;
    }
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
          throttle.tell({ ...ids(claim), state, stage, progress }),
      });
    } finally {
      clearInterval(heartbeat);
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
      await Promise.all(active);
      await threads.close();
      throttle.close();
    },
  };
}

const ids = ({ tenantId, documentId }: ClaimedDocument) => ({ tenantId, documentId });
