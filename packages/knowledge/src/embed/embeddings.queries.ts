import type { SystemTx, TenantTx } from '@platform/db';
import { knowledgeChunks, knowledgeDocuments, knowledgeEmbeddings } from '@platform/db/schema';
import { and, asc, eq, gt, isNotNull, ne, notExists, sql } from 'drizzle-orm';

type Tx = TenantTx | SystemTx;

export interface ChunkToEmbed {
  id: string;
  documentId: string;
  title: string;
  headingPath: string[];
  text: string;
  sentences: number[];
}

const hasVector = (tx: Tx, model: string) =>
  tx
    .select({ one: sql`1` })
    .from(knowledgeEmbeddings)
    .where(
      and(
        eq(knowledgeEmbeddings.tenantId, knowledgeChunks.tenantId),
        eq(knowledgeEmbeddings.chunkId, knowledgeChunks.id),
        eq(knowledgeEmbeddings.model, model),
      ),
    );

/** The next chunks of a document that the model has no vector of, in order. */
export async function chunksWithoutVector(
  tx: Tx,
  document: { tenantId: string; documentId: string },
  model: string,
  limit: number,
): Promise<ChunkToEmbed[]> {
  const { tenantId, documentId } = document;
  return tx
    .select({
      id: knowledgeChunks.id,
      documentId: knowledgeChunks.documentId,
      title: knowledgeDocuments.title,
      headingPath: knowledgeChunks.headingPath,
      text: knowledgeChunks.text,
      sentences: knowledgeChunks.sentences,
    })
    .from(knowledgeChunks)
    .innerJoin(
      knowledgeDocuments,
      and(
        eq(knowledgeDocuments.tenantId, knowledgeChunks.tenantId),
        eq(knowledgeDocuments.id, knowledgeChunks.documentId),
      ),
    )
    .where(
      and(
        eq(knowledgeChunks.tenantId, tenantId),
        eq(knowledgeChunks.documentId, documentId),
        notExists(hasVector(tx, model)),
      ),
    )
    .orderBy(asc(knowledgeChunks.ordinal))
    .limit(limit);
}

export async function countChunks(
  tx: Tx,
  document: { tenantId: string; documentId: string },
  model: string,
): Promise<{ total: number; embedded: number }> {
  const { tenantId, documentId } = document;
  const inDocument = and(
    eq(knowledgeChunks.tenantId, tenantId),
    eq(knowledgeChunks.documentId, documentId),
  );
  const total = await tx.$count(knowledgeChunks, inDocument);
  const missing = await tx.$count(
    knowledgeChunks,
    and(inDocument, notExists(hasVector(tx, model))),
  );
  return { total, embedded: total - missing };
}

export async function insertVectors(
  tx: Tx,
  rows: (typeof knowledgeEmbeddings.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(knowledgeEmbeddings).values(rows).onConflictDoNothing();
}

/** The vectors of this document in this model are what search may use. */
export async function markEmbedded(
  tx: Tx,
  document: { tenantId: string; documentId: string },
  model: string,
): Promise<void> {
  const { tenantId, documentId } = document;
  await tx
    .update(knowledgeDocuments)
    .set({ embeddingModel: model })
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId)));
}

/**
 * The model a search of this workspace compares meanings by: the one that most of its chunks are
 * embedded in. `null` before any is. While another model is being filled this stays the old one.
 */
export async function modelInUse(tx: Tx, tenantId: string): Promise<string | null> {
  const [most] = await tx
    .select({ model: knowledgeDocuments.embeddingModel })
    .from(knowledgeDocuments)
    .where(
      and(
        eq(knowledgeDocuments.tenantId, tenantId),
        isNotNull(knowledgeDocuments.embeddingModel),
        gt(knowledgeDocuments.chunkCount, 0),
      ),
    )
    .groupBy(knowledgeDocuments.embeddingModel)
    .orderBy(sql`sum(${knowledgeDocuments.chunkCount}) desc, ${knowledgeDocuments.embeddingModel}`)
    .limit(1);
  return most?.model ?? null;
}

/** Documents whose chunks search may use, and that are not marked as embedded in this model. */
export async function documentsOfOtherModels(
  tx: Tx,
  tenantId: string,
  model: string,
): Promise<string[]> {
  const rows = await tx
    .select({ id: knowledgeDocuments.id })
    .from(knowledgeDocuments)
    .where(
      and(
        eq(knowledgeDocuments.tenantId, tenantId),
        eq(knowledgeDocuments.state, 'ready'),
        gt(knowledgeDocuments.chunkCount, 0),
        sql`${knowledgeDocuments.embeddingModel} is distinct from ${model}`,
      ),
    )
    .orderBy(asc(knowledgeDocuments.id));
  return rows.map((row) => row.id);
}

/** Whether a document, if it still has chunks, has all their vectors in this model. */
export async function isEmbedded(
  tx: Tx,
  document: { tenantId: string; documentId: string },
  model: string,
): Promise<boolean> {
  const { total, embedded } = await countChunks(tx, document, model);
  return total === embedded;
}

/** Drops the vectors of all other models of a workspace. */
export async function dropOtherModels(tx: Tx, tenantId: string, model: string): Promise<void> {
  await tx
    .delete(knowledgeEmbeddings)
    .where(and(eq(knowledgeEmbeddings.tenantId, tenantId), ne(knowledgeEmbeddings.model, model)));
}
