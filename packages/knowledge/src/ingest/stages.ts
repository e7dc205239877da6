import { createHash } from 'node:crypto';
import type { DocumentStage } from '@platform/api-contract/types';
import type { Database, TenantTx } from '@platform/db';
import type { Chunk } from '../chunk/chunk-document.ts';
import { type EmbedUsage, embedDocument } from '../embed/embed-chunks.ts';
import type { Embedder } from '../embed/embedder.ts';
import { FileMissingError, type FileStore } from '../files/file-store.ts';
import { removeFromIndex } from '../search/index-chunks.queries.ts';
import type { DocumentThreads } from '../threads/document-threads.ts';
import * as index from './index.queries.ts';
import { type ClaimedDocument, type HeldDocument, updateHeld } from './ingest.queries.ts';
import { failureInThread, IngestError, ingestFailure } from './ingest-failure.ts';

export interface StageContext {
  db: Database;
  files: FileStore;
  threads: DocumentThreads;
  claim: ClaimedDocument;
  embedder: Embedder | null;
  signal: AbortSignal;
  /** Called after each commit. */
  onProgress(stage: DocumentStage | null, done: number, total: number): void;
}

/** Rows written in one transaction: some tens of milliseconds, after which others get their turn. */
const rowsPerCommit = 500;

/** Reads the file and keeps its text. No transaction is open while the file is fetched or parsed. */
export async function parseStage(context: StageContext, document: HeldDocument): Promise<void> {
  const { threads, signal } = context;
  const bytes = await readFile(context, document);
  const { kind, fileName } = document;
  const stated = kind === 'markdown' || kind === 'text' ? { kind } : {};
  const result = await threads.parse({ bytes, fileName, ...stated }, signal);
  if (!result.ok) throw new IngestError(failureInThread(result.failure, 'parsing'), result.detail);
  const parsed = result.document;
  await write(context, (tx) =>
    updateHeld(tx, context.claim, {
      // Who wrote the text gave it a title; a file's is the one found in it.
      title: kind === null ? parsed.title : document.title,
      kind: parsed.kind,
      text: parsed.text,
      structure: parsed.structure,
      warnings: parsed.warnings.map((warning) => warning.message),
      stage: 'chunking',
      progressDone: 0,
      progressTotal: 0,
    }),
  );
  context.onProgress('chunking', 0, 0);
}

/** Cuts the text into chunks and stores them in place of any that are there. */
export async function chunkStage(context: StageContext, document: HeldDocument): Promise<void> {
  const { claim, threads, signal } = context;
  const result = await threads.chunk(sourceOf(document), signal);
  if (!result.ok) throw new IngestError(failureInThread(result.failure, 'chunking'), result.detail);
  const chunks = result.value;
  await write(context, async (tx) => {
    await updateHeld(tx, claim, { progressDone: 0, progressTotal: chunks.length });
    await removeFromIndex(tx, claim);
  });
  await inBatches(context, 'chunking', chunks, (tx, some: readonly Chunk[]) =>
    index.insertChunks(tx, claim, some),
  );
  await write(context, (tx) =>
    updateHeld(tx, claim, {
      chunkCount: chunks.length,
      stage: 'indexing',
      progressDone: 0,
      progressTotal: 0,
    }),
  );
  context.onProgress('indexing', 0, 0);
}

/** Stores the document's part of the lexical index in place of any that is there. */
export async function indexStage(context: StageContext, document: HeldDocument): Promise<void> {
  const { claim, threads, signal } = context;
  const result = await threads.index(document.title, sourceOf(document), signal);
  if (!result.ok) throw new IngestError(failureInThread(result.failure, 'indexing'), result.detail);
  await write(context, async (tx) => {
    await updateHeld(tx, claim, { progressDone: 0, progressTotal: result.value.length });
    await index.deleteTerms(tx, claim.documentId);
  });
  await inBatches(context, 'indexing', result.value, (tx, some) =>
    index.insertTerms(tx, claim, some),
  );
  await write(context, (tx) =>
    updateHeld(tx, claim, { stage: 'embedding', progressDone: 0, progressTotal: 0 }),
  );
  context.onProgress('embedding', 0, 0);
}

/** Makes the vectors that are missing; those a stopped worker left are kept. */
export async function embedStage(context: StageContext, _document: HeldDocument): Promise<void> {
  const { db, claim, embedder, signal } = context;
  let usage: EmbedUsage | undefined;
  if (embedder !== null) {
    usage = await embedDocument(db, claim, embedder, {
      signal,
      async onProgress(done, total) {
        await write(context, (tx) =>
          updateHeld(tx, claim, { progressDone: done, progressTotal: total }),
        );
        context.onProgress('embedding', done, total);
      },
    });
  }
  await write(context, async (tx) => {
    await updateHeld(tx, claim, {
      state: 'ready',
      stage: null,
      failure: null,
      attempts: 0,
      progressDone: 0,
      progressTotal: 0,
      leaseToken: null,
      leaseUntil: null,
    });
    if (embedder !== null && usage !== undefined) {
      await index.insertEmbeddingCost(tx, claim.tenantId, embedder, usage);
    }
  });
  context.onProgress(null, 0, 0);
}

async function readFile(
  { files }: StageContext,
  document: HeldDocument,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = await files.read(document.storageKey);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === document.sha256) return bytes;
  } catch (error) {
    if (!(error instanceof FileMissingError)) throw error;
  }
  throw new IngestError({
    ...ingestFailure('internal', 'parsing'),
    message: 'The stored file is missing or is not the one that was uploaded.',
    advice: 'Delete the document and upload the file anew.',
  });
}

function sourceOf(document: HeldDocument) {
  const structure = document.structure ?? { headings: [], pages: [], tables: [] };
  return { text: document.text ?? '', structure };
}

async function inBatches<Row>(
  context: StageContext,
  stage: DocumentStage,
  rows: readonly Row[],
  insert: (tx: TenantTx, some: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsPerCommit) {
    const done = Math.min(rows.length, at + rowsPerCommit);
    await write(context, async (tx) => {
      await updateHeld(tx, context.claim, { progressDone: done });
      await insert(tx, rows.slice(at, done));
    });
    context.onProgress(stage, done, rows.length);
  }
}

async function write(context: StageContext, work: (tx: TenantTx) => Promise<void>): Promise<void> {
  context.signal.throwIfAborted();
  await context.db.tenant(context.claim.tenantId, work);
}
