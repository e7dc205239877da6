import { PlatformError } from '@platform/api-contract/errors';
import type { DocumentState, DocumentSummary } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { citations, knowledgeChunks, knowledgeDocuments } from '@platform/db/schema';
import { and, asc, count, desc, eq, getTableColumns, ilike, or, type SQL, sql } from 'drizzle-orm';

const { text: _text, structure: _structure, ...lightColumns } = getTableColumns(knowledgeDocuments);

const usedInAnswers = sql<number>`(
  select count(distinct ${citations.messageId})::int from ${citations}
  where ${citations.tenantId} = ${knowledgeDocuments.tenantId}
    and ${citations.documentId} = ${knowledgeDocuments.id})`;

function selectSummaries(tx: TenantTx) {
  return tx.select({ ...lightColumns, usedInAnswers }).from(knowledgeDocuments);
}

export type DocumentRow = Awaited<ReturnType<typeof selectSummaries>>[number];

export function toDocumentSummary(row: DocumentRow): DocumentSummary {
  return {
    id: row.id,
    title: row.title,
    fileName: row.fileName,
    kind: row.kind,
    sizeBytes: row.sizeBytes,
    state: row.state,
    stage: row.stage,
    progress:
      row.state === 'processing' && row.progressTotal > 0
        ? { done: row.progressDone, total: row.progressTotal }
        : null,
    failure: row.failure,
    warnings: row.warnings,
    chunkCount: row.chunkCount,
    embedded: row.embeddingModel !== null,
    usedInAnswers: row.usedInAnswers,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

interface DocumentFilter {
  readonly search?: string | undefined;
  readonly state?: DocumentState | undefined;
  readonly sort: 'updated' | 'title' | 'used';
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Pages by offset: people page through sources seldom and expect the order they chose. */
export async function listDocuments(
  tx: TenantTx,
  tenantId: string,
  filter: DocumentFilter,
): Promise<{ items: DocumentSummary[]; nextCursor: string | null }> {
  const { cursor = '0' } = filter;
  if (!/^\d{1,9}$/.test(cursor)) {
    throw new PlatformError('INVALID_INPUT', 'The cursor is not one that a page gave.');
  }
  const offset = Number(cursor);
  const rows = await selectSummaries(tx)
    .where(
      and(
        eq(knowledgeDocuments.tenantId, tenantId),
        filter.state === undefined ? undefined : eq(knowledgeDocuments.state, filter.state),
        filter.search === undefined ? undefined : nameMatches(filter.search),
      ),
    )
    .orderBy(...orderOf(filter.sort))
    .limit(filter.limit + 1)
    .offset(offset);
  return {
    items: rows.slice(0, filter.limit).map(toDocumentSummary),
    nextCursor: rows.length > filter.limit ? String(offset + filter.limit) : null,
  };
}

function nameMatches(search: string): SQL | undefined {
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return or(ilike(knowledgeDocuments.title, pattern), ilike(knowledgeDocuments.fileName, pattern));
}

function orderOf(sort: DocumentFilter['sort']): SQL[] {
  if (sort === 'title')
    return [asc(sql`lower(${knowledgeDocuments.title})`), asc(knowledgeDocuments.id)];
  if (sort === 'used') return [desc(usedInAnswers), desc(knowledgeDocuments.updatedAt)];
  return [desc(knowledgeDocuments.updatedAt), desc(knowledgeDocuments.id)];
}

export async function countDocuments(tx: TenantTx, tenantId: string) {
  const rows = await tx
    .select({ state: knowledgeDocuments.state, count: count() })
    .from(knowledgeDocuments)
    .where(eq(knowledgeDocuments.tenantId, tenantId))
    .groupBy(knowledgeDocuments.state);
  const of = (state: DocumentState) => rows.find((row) => row.state === state)?.count ?? 0;
  const processing = of('queued') + of('processing');
  return {
    ready: of('ready'),
    processing,
    failed: of('failed'),
    total: of('ready') + processing + of('failed'),
  };
}

export async function findDocument(
  tx: TenantTx,
  tenantId: string,
  documentId: string,
): Promise<DocumentSummary> {
  const [row] = await selectSummaries(tx).where(
    and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId)),
  );
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return toDocumentSummary(row);
}

/** The document with these very bytes, if the workspace has it. */
export async function findSame(
  tx: TenantTx,
  tenantId: string,
  sha256: string,
): Promise<DocumentSummary | undefined> {
  const [row] = await selectSummaries(tx).where(
    and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.sha256, sha256)),
  );
  return row === undefined ? undefined : toDocumentSummary(row);
}

/**
 * Puts a document in the queue, or among those that failed when `added` says why. False when the
 * workspace has one with the same bytes.
 */
export async function insertDocument(
  tx: TenantTx,
  added: Omit<typeof knowledgeDocuments.$inferInsert, 'state'>,
): Promise<boolean> {
  const inserted = await tx
    .insert(knowledgeDocuments)
    .values({ ...added, state: added.failure == null ? 'queued' : 'failed' })
    .onConflictDoNothing({ target: [knowledgeDocuments.tenantId, knowledgeDocuments.sha256] })
    .returning({ id: knowledgeDocuments.id });
  return inserted.length > 0;
}

/** Where the file of a document is kept as it was uploaded, and its name. Throws NOT_FOUND. */
export async function findOriginal(tx: TenantTx, tenantId: string, documentId: string) {
  const [row] = await tx
    .select({ fileName: knowledgeDocuments.fileName, storageKey: knowledgeDocuments.storageKey })
    .from(knowledgeDocuments)
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId)));
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

/** Documents that were made of files of this name, with what tells their bytes apart. */
export function listByFileName(tx: TenantTx, tenantId: string, fileName: string) {
  return tx
    .select({ id: knowledgeDocuments.id, sha256: knowledgeDocuments.sha256 })
    .from(knowledgeDocuments)
    .where(
      and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.fileName, fileName)),
    );
}

/** Empty while a document has no text yet, or when there is no such document any more. */
export async function readDocumentText(
  tx: TenantTx,
  tenantId: string,
  documentId: string,
): Promise<string> {
  const [document] = await tx
    .select({ text: knowledgeDocuments.text })
    .from(knowledgeDocuments)
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId)));
  return document?.text ?? '';
}

/** The stored text with its structure and the passages it was cut into. */
export async function readDocument(tx: TenantTx, tenantId: string, documentId: string) {
  const summary = await findDocument(tx, tenantId, documentId);
  const [stored] = await tx
    .select({ text: knowledgeDocuments.text, structure: knowledgeDocuments.structure })
    .from(knowledgeDocuments)
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.id, documentId)));
  const passages = await tx
    .select({
      id: knowledgeChunks.id,
      start: knowledgeChunks.start,
      end: knowledgeChunks.end,
      headingPath: knowledgeChunks.headingPath,
    })
    .from(knowledgeChunks)
    .where(and(eq(knowledgeChunks.tenantId, tenantId), eq(knowledgeChunks.documentId, documentId)))
    .orderBy(asc(knowledgeChunks.ordinal));
  return {
    ...summary,
    text: stored?.text ?? '',
    headings: stored?.structure?.headings ?? [],
    pages: stored?.structure?.pages ?? [],
    passages,
  };
}

const headingsPerDocument = 12;

/** First headings of the documents, for questions to suggest. */
export async function listHeadings(tx: TenantTx, tenantId: string): Promise<string[]> {
  const rows = await tx
    .select({ structure: knowledgeDocuments.structure })
    .from(knowledgeDocuments)
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), eq(knowledgeDocuments.state, 'ready')))
    .orderBy(desc(usedInAnswers), asc(knowledgeDocuments.createdAt))
    .limit(10);
  return rows.flatMap((row) =>
    (row.structure?.headings ?? []).slice(0, headingsPerDocument).map((heading) => heading.text),
  );
}
