import type { SystemTx, TenantTx } from '@platform/db';
import { knowledgeChunks, knowledgeDocuments, knowledgeTerms } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Chunk } from '../chunk/chunk-document.ts';
import { indexTerms, type TermPostings } from './index-terms.ts';

export interface IndexedDocument {
  /** `ten_…` */
  tenantId: string;
  /** `doc_…`; its row in `knowledge_documents` is there already. */
  documentId: string;
  title: string;
  chunks: readonly Chunk[];
}

/** Rows in one statement: far below PostgreSQL's 65,535 parameters, and little to hold at once. */
const ROWS_AT_ONCE = 1_000;

/**
 * Makes a document searchable by words: stores its chunks and its part of the lexical index, instead
 * of what stood there, and its `chunk_count`. All in the caller's transaction, so that a search sees
 * the whole document or nothing of it. Returns the ids of the chunks, in order.
 */
export async function indexChunks(
  tx: TenantTx | SystemTx,
  document: IndexedDocument,
): Promise<string[]> {
  const { tenantId, documentId, chunks } = document;
  await removeFromIndex(tx, document);
  const rows = chunks.map((chunk) => ({ ...chunk, tenantId, documentId, id: newId('chunk') }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await tx.insert(knowledgeChunks).values(rows.slice(at, at + ROWS_AT_ONCE));
  }
  await insertTerms(tx, document, indexTerms(document.title, chunks));
  await tx
    .update(knowledgeDocuments)
    .set({ chunkCount: chunks.length })
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId)));
  return rows.map((row) => row.id);
}

/** A document has thousands of rows here: as three arrays they are ten times as fast as row by row. */
async function insertTerms(
  tx: TenantTx | SystemTx,
  document: IndexedDocument,
  terms: readonly TermPostings[],
): Promise<void> {
  const columns = getTableColumns(knowledgeTerms);
  const tenant = columns.tenantId.mapToDriverValue(document.tenantId);
  const id = columns.documentId.mapToDriverValue(document.documentId);
  const arrays = (pick: (postings: TermPostings) => number[]) =>
    sql.param(terms.map((postings) => `{${pick(postings).join(',')}}`));
  await tx.execute(sql`
    insert into knowledge_terms (tenant_id, term, document_id, ordinals, weights)
    select ${tenant}::uuid, term, ${id}::uuid, ordinals::integer[], weights::smallint[]
    from unnest(${sql.param(terms.map(({ term }) => term))}::text[],
      ${arrays(({ ordinals }) => ordinals)}::text[], ${arrays(({ weights }) => weights)}::text[])
      as row (term, ordinals, weights)
  `);
}

/** Takes a document out of the lexical index and drops its chunks with their vectors; the row stays. */
export async function removeFromIndex(
  tx: TenantTx | SystemTx,
  document: Pick<IndexedDocument, 'tenantId' | 'documentId'>,
): Promise<void> {
  const { tenantId, documentId } = document;
  await tx
    .delete(knowledgeTerms)
    .where(and(eq(knowledgeTerms.tenantId, tenantId), eq(knowledgeTerms.documentId, documentId)));
  await tx
    .delete(knowledgeChunks)
    .where(and(eq(knowledgeChunks.tenantId, tenantId), eq(knowledgeChunks.documentId, documentId)));
  await tx
    .update(knowledgeDocuments)
    .set({ chunkCount: 0, embeddingModel: null })
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId)));
}
