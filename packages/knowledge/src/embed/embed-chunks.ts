import type { Database } from '@platform/db';
import { chunkParts } from '../chunk/chunk-parts.ts';
import type { Embedder } from './embedder.ts';
import {
  type ChunkToEmbed,
  chunksWithoutVector,
  countChunks,
  documentsOfOtherModels,
  dropOtherModels,
  insertVectors,
  isEmbedded,
  markEmbedded,
} from './embeddings.queries.ts';
import { packParts } from './pack-parts.ts';

/** So many chunks are embedded and then stored together: what a crash can lose. */
const CHUNKS_AT_ONCE = 16;

export interface EmbedOptions {
  signal: AbortSignal;
  /** Chunks of the document that have their vectors, of all it has. */
  onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined;
}

export interface EmbedUsage {
  chunks: number;
  tokens: number;
  /** Micro-dollars; `null` where the price of the model is not known. */
  costMicros: number | null;
}

export interface DocumentPlace {
  /** `ten_…` */
  tenantId: string;
  /** `doc_…` */
  documentId: string;
}

/**
 * Gives each chunk of a document its vectors in the embedder's model, and then marks the document as
 * embedded in it. Goes on where it was broken off. The network is used outside of transactions. Throws
 * what the embedder throws; what was stored before stays.
 */
export async function embedDocument(
  database: Database,
  document: DocumentPlace,
  embedder: Embedder,
  options: EmbedOptions,
): Promise<EmbedUsage> {
  const usage = await fillDocument(database, document, embedder, options);
  await database.tenant(document.tenantId, (tx) => markEmbedded(tx, document, embedder.model));
  return usage;
}

async function fillDocument(
  database: Database,
  document: DocumentPlace,
  embedder: Embedder,
  options: EmbedOptions,
): Promise<EmbedUsage> {
  const { tenantId } = document;
  const usage: EmbedUsage = { chunks: 0, tokens: 0, costMicros: 0 };
  const { total, embedded } = await database.tenant(tenantId, (tx) =>
    countChunks(tx, document, embedder.model),
  );
  await options.onProgress?.(embedded, total);
  for (;;) {
    options.signal.throwIfAborted();
    const chunks = await database.tenant(tenantId, (tx) =>
      chunksWithoutVector(tx, document, embedder.model, CHUNKS_AT_ONCE),
    );
    if (chunks.length === 0) return usage;
    const rows = await vectorsOf(chunks, embedder, options.signal, usage);
    await database.tenant(tenantId, (tx) =>
      insertVectors(
        tx,
        rows.map((row) => ({ ...row, tenantId, model: embedder.model })),
      ),
    );
    usage.chunks += chunks.length;
    await options.onProgress?.(embedded + usage.chunks, total);
  }
}

/** One call for all texts of some chunks: each chunk under its headings, and each of its parts. */
async function vectorsOf(
  chunks: readonly ChunkToEmbed[],
  embedder: Embedder,
  signal: AbortSignal,
  usage: EmbedUsage,
) {
  const parts = chunks.map((chunk) => chunkParts(chunk.sentences));
  const texts = chunks.flatMap((chunk, i) => [
    textOf(chunk),
    ...(parts[i] ?? []).map((part) => chunk.text.slice(part.start, part.end)),
  ]);
  const { vectors, tokens, costMicros } = await embedder.embedDocuments(texts, signal);
  usage.tokens += tokens;
  usage.costMicros =
    usage.costMicros === null || costMicros === null ? null : usage.costMicros + costMicros;
  let at = 0;
  return chunks.map((chunk, i) => {
    const embedding = vectors[at];
    if (embedding === undefined) throw new RangeError('The embedder gave too few vectors.');
    const fine = vectors.slice(at + 1, at + 1 + (parts[i]?.length ?? 0));
    at += 1 + fine.length;
    return {
      chunkId: chunk.id,
      documentId: chunk.documentId,
      embedding,
      parts: packParts(fine),
    };
  });
}

/** A chunk says more under its title and headings: "it costs 5 euros" is about what stands above. */
function textOf(chunk: ChunkToEmbed): string {
  return [[chunk.title, ...chunk.headingPath].join(' > '), chunk.text].join('\n');
}

export interface ChangeModelOptions {
  signal: AbortSignal;
  /** After each document; `done` of `total` have all vectors in the new model. */
  onProgress?: ((done: number, total: number) => void | Promise<void>) | undefined;
  onUsage?: ((usage: EmbedUsage) => void | Promise<void>) | undefined;
}

/**
 * Brings a workspace to another model. New vectors are filled in beside the old ones, which search
 * goes on using; once every document has them all, one transaction switches the whole workspace and
 * drops the old. Safe to run again after a crash, and nothing to do when the workspace is there.
 * Resolves to whether it switched.
 */
export async function changeModel(
  database: Database,
  tenantId: string,
  embedder: Embedder,
  options: ChangeModelOptions,
): Promise<boolean> {
  const { model } = embedder;
  for (;;) {
    const waiting = await database.tenant(tenantId, (tx) =>
      documentsOfOtherModels(tx, tenantId, model),
    );
    for (const [done, documentId] of waiting.entries()) {
      await options.onProgress?.(done, waiting.length);
      const document = { tenantId, documentId };
      const usage = await fillDocument(database, document, embedder, { signal: options.signal });
      if (usage.chunks > 0) await options.onUsage?.(usage);
    }
    const isSwitched = await database.tenant(tenantId, async (tx) => {
      // A document may have become ready since; then there is more to fill first.
      const documents = await documentsOfOtherModels(tx, tenantId, model);
      for (const documentId of documents) {
        if (!(await isEmbedded(tx, { tenantId, documentId }, model))) return false;
      }
      for (const documentId of documents) await markEmbedded(tx, { tenantId, documentId }, model);
      await dropOtherModels(tx, tenantId, model);
      return true;
    });
    if (isSwitched) return waiting.length > 0;
  }
}
