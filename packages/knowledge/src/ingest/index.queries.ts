import type { TenantTx } from '@platform/db';
import {
  knowledgeChunks as chunkRows,
  costEvents,
  knowledgeDocuments as documents,
  knowledgeTerms as termRows,
  knowledgeEmbeddings as vectors,
} from '@platform/db/schema';
import { newId, uuidv7 } from '@platform/shared/ids';
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Chunk } from '../chunk/chunk-document.ts';
import type { TermPostings } from '../search/index-terms.ts';
import type { EmbeddedChunk, EmbeddingUsage } from './ports.ts';

/** Chunks go with their vectors (by foreign key); terms are the document's own. */
export async function deleteChunks(tx: TenantTx, documentId: string): Promise<void> {
  await tx.delete(chunkRows).where(eq(chunkRows.documentId, documentId));
}

export async function insertChunks(
  tx: TenantTx,
  tenantId: string,
  documentId: string,
  chunks: readonly Chunk[],
): Promise<void> {
  if (chunks.length === 0) return;
  await tx
    .insert(chunkRows)
    .values(chunks.map((chunk) => ({ ...chunk, tenantId, documentId, id: newId('chunk') })));
}

export async function countChunks(tx: TenantTx, documentId: string): Promise<number> {
  return tx.$count(chunkRows, eq(chunkRows.documentId, documentId));
}

export async function deleteTerms(tx: TenantTx, documentId: string): Promise<void> {
  await tx.delete(termRows).where(eq(termRows.documentId, documentId));
}

export async function insertTerms(
  tx: TenantTx,
  tenantId: string,
  documentId: string,
  terms: readonly TermPostings[],
): Promise<void> {
  if (terms.length === 0) return;
  await tx.insert(termRows).values(terms.map((term) => ({ ...term, tenantId, documentId })));
}

export interface ChunkWithoutVector {
  id: string;
  text: string;
  headingPath: string[];
  sentences: number[];
}

/** The next chunks of a document that have no vector of the model. */
export async function chunksWithoutVector(
  tx: TenantTx,
  documentId: string,
  model: string,
  limit: number,
): Promise<ChunkWithoutVector[]> {
  return tx
    .select({
      id: chunkRows.id,
      text: chunkRows.text,
      headingPath: chunkRows.headingPath,
      sentences: chunkRows.sentences,
    })
    .from(chunkRows)
    .leftJoin(
      vectors,
      and(
        eq(vectors.tenantId, chunkRows.tenantId),
        eq(vectors.chunkId, chunkRows.id),
        eq(vectors.model, model),
      ),
    )
    .where(and(eq(chunkRows.documentId, documentId), isNull(vectors.chunkId)))
    .orderBy(chunkRows.ordinal)
    .limit(limit);
}

export async function countVectors(
  tx: TenantTx,
  documentId: string,
  model: string,
): Promise<number> {
  return tx.$count(vectors, and(eq(vectors.documentId, documentId), eq(vectors.model, model)));
}

export async function insertVectors(
  tx: TenantTx,
  owner: { tenantId: string; documentId: string; model: string },
  chunkIds: readonly string[],
  embedded: readonly EmbeddedChunk[],
): Promise<void> {
  const rows = chunkIds.flatMap((chunkId, index) => {
    const vector = embedded[index];
    return vector === undefined ? [] : [{ ...owner, chunkId, ...vector }];
  });
  if (rows.length !== chunkIds.length) throw new TypeError('The embedder gave too few vectors.');
  await tx.insert(vectors).values(rows).onConflictDoNothing();
}

export async function insertEmbeddingCost(
  tx: TenantTx,
  tenantId: string,
  model: string,
  usage: EmbeddingUsage,
): Promise<void> {
  await tx.insert(costEvents).values({
    ...usage,
    tenantId,
    id: uuidv7(),
    kind: 'embedding',
    model,
    outputTokens: 0,
  });
}

/** Once every document of the workspace has vectors of the model, those of earlier models go. */
export async function dropOtherModels(tx: TenantTx, model: string): Promise<void> {
  const [behind] = await tx
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(eq(documents.state, 'ready'), sql`${documents.embeddingModel} is distinct from ${model}`),
    )
    .limit(1);
  if (behind === undefined) await tx.delete(vectors).where(ne(vectors.model, model));
}
