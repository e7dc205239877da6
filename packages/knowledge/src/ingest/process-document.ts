import type { DocumentFailure, DocumentStage, DocumentState } from '@platform/api-contract/types';
import type { Logger } from '@platform/shared/logger';
import { EmbedderError } from '../embed/embedder.ts';
import { failDocument, type HeldDocument, readHeld, releaseLease } from './ingest.queries.ts';
import { IngestError, ingestFailure, LeaseLostError } from './ingest-failure.ts';
import * as stages from './stages.ts';

export interface ProcessOptions extends Omit<stages.StageContext, 'onProgress'> {
  logger: Logger;
  onEvent(
    state: DocumentState,
    stage: DocumentStage | null,
    progress: { done: number; total: number } | null,
  ): void;
}

const runStage = {
  parsing: stages.parseStage,
  chunking: stages.chunkStage,
  indexing: stages.indexStage,
  embedding: stages.embedStage,
} as const;

/** A document that takes its worker down this often is not tried again by itself. */
const maxAttempts = 5;
/** Before a stage that failed for a reason that may pass (a service, the database) is tried again. */
const retryAfterMs = (attempt: number) => Math.min(60_000, 1_000 * 2 ** attempt);

/**
 * Takes one held document from the stage it is at to ready or failed. Every outcome is in its row;
 * nothing is thrown. A worker that is told to stop gives the document back where it stands.
 */
export async function processDocument(options: ProcessOptions): Promise<void> {
  const { db, claim, signal, logger } = options;
  const onProgress = (stage: DocumentStage | null, done: number, total: number) => {
    if (stage === null) options.onEvent('ready', null, null);
    else options.onEvent('processing', stage, total === 0 ? null : { done, total });
  };
  let document: HeldDocument | undefined;
  try {
    for (;;) {
      document = await db.tenant(claim.tenantId, (tx) => readHeld(tx, claim));
      if (document.attempts > maxAttempts) {
        throw new IngestError(ingestFailure('internal', stageOf(document)), 'too many attempts');
      }
      const stage = stageOf(document);
      if (stage === 'parsing') options.onEvent('processing', stage, null);
      await runStage[stage]({ ...options, onProgress }, document);
      if (stage === 'embedding') return;
    }
  } catch (error) {
    await endEarly(options, document, error);
  }

  async function endEarly(
    { onEvent }: ProcessOptions,
    held: HeldDocument | undefined,
    error: unknown,
  ): Promise<void> {
    const ids = { tenantId: claim.tenantId, documentId: claim.documentId };
    if (error instanceof LeaseLostError || isLost(signal)) {
      logger.info(ids, 'document was deleted or taken over');
    } else if (signal.aborted) {
      await attempt(() => releaseLease(db, claim, null));
    } else if (held !== undefined && mayPass(error, held)) {
      logger.warn({ ...ids, err: error }, 'ingest stage will be tried again');
      await attempt(() => releaseLease(db, claim, retryAfterMs(held.attempts)));
    } else {
      const failure = failureOf(error, held);
      logger.warn({ ...ids, code: failure.code, err: error }, 'document could not be ingested');
      if (await attempt(() => failDocument(db, claim, failure))) {
        onEvent('failed', failure.stage, null);
      }
    }
  }

  /** What cannot be written now is found again when the lease has run out. */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      logger.warn({ documentId: claim.documentId, err: error }, 'ingest state was not written');
      return false;
    }
  }
}

const isLost = (signal: AbortSignal) => signal.reason instanceof LeaseLostError;

/** What is in a file does not change; services and databases come back. */
function mayPass(error: unknown, document: HeldDocument): boolean {
  if (document.attempts >= maxAttempts) return false;
  if (error instanceof EmbedderError) return error.canRetry;
  return !(error instanceof IngestError);
}

function failureOf(error: unknown, document: HeldDocument | undefined): DocumentFailure {
  if (error instanceof IngestError) return error.failure;
  if (error instanceof EmbedderError) return ingestFailure('embedding-failed', 'embedding');
  return ingestFailure('internal', document === undefined ? 'parsing' : stageOf(document));
}

function stageOf(document: HeldDocument): DocumentStage {
  return document.stage ?? 'parsing';
}
