import type { SystemTx, TenantTx } from '@platform/db';
import { decodeId, encodeId } from '@platform/shared/ids';
import { type SQL, sql } from 'drizzle-orm';
import { cosine, unpackParts } from '../embed/pack-parts.ts';
import type { CandidateChunk } from './rank-sentences.ts';

type Tx = TenantTx | SystemTx;

/** What narrows a search: always one workspace, perhaps some of its documents. */
export interface SearchScope {
  /** `ten_…` */
  tenantId: string;
  /** `doc_…`; undefined searches all. */
  documentIds?: readonly string[] | undefined;
}

/** Throws a `TypeError` for an id of the wrong kind. */
function uuidOf(kind: 'tenant' | 'document' | 'chunk', id: string): string {
  const uuid = decodeId(kind, id);
  if (uuid === null) throw new TypeError(`Not an id of the kind ${kind}: ${id}`);
  return uuid;
}

const within = (column: SQL, scope: SearchScope): SQL =>
  scope.documentIds === undefined
    ? sql`true`
    : sql`${column} = any(${sql.param(scope.documentIds.map((id) => uuidOf('document', id)))}::uuid[])`;

/** A chunk by its place, since the lexical index knows places only. */
export interface ChunkPlace {
  documentId: string;
  ordinal: number;
}

export interface WordsFound {
  /** Best first. */
  places: ChunkPlace[];
  /** For each term that stands anywhere, how many chunks hold it. */
  holding: ReadonlyMap<string, number>;
  /** How many chunks were searched. */
  total: number;
}

/** BM25 over the lexical index. How often a term occurs is counted from the rows that are read anyway. */
export async function findByWords(
  tx: Tx,
  scope: SearchScope,
  terms: ReadonlyMap<string, number>,
  limit: number,
): Promise<WordsFound> {
  const tenant = uuidOf('tenant', scope.tenantId);
  const rows = await tx.execute<{
    total: number;
    holding: Record<string, number> | null;
    places: [document: string, ordinal: number][] | null;
  }>(sql`
    with query as (
      select * from unnest(${sql.param([...terms.keys()])}::text[], ${sql.param([...terms.values()])}::int[]) as q (term, count)
    ), hit as materialized (
      select term, document_id, ordinals, weights from knowledge_terms
      where tenant_id = ${tenant}::uuid and term = any(${sql.param([...terms.keys()])}::text[])
        and ${within(sql`document_id`, scope)}
    ), searched as (
      select coalesce(sum(chunk_count), 0)::float8 as total from knowledge_documents
      where tenant_id = ${tenant}::uuid and ${within(sql`id`, scope)}
    ), held as (
      select term, sum(cardinality(ordinals))::float8 as holding from hit group by term
    ), rare as (
      select term, (count * ln(1 + greatest(total - holding + 0.5, 0) / (holding + 0.5)))::float8 as worth
      from held join query using (term), searched
    ), best as (
      select document_id, place.ordinal, sum(worth * place.weight)::float8 as score
      from hit join rare using (term), unnest(hit.ordinals, hit.weights) as place (ordinal, weight)
      group by 1, 2 order by 3 desc, 1, 2 limit ${limit}
    )
    select (select total from searched) as total,
      (select json_object_agg(term, holding) from held) as holding,
      (select json_agg(json_build_array(document_id, ordinal) order by score desc, document_id, ordinal) from best) as places
  `);
  const row = rows[0];
  return {
    total: row?.total ?? 0,
    holding: new Map(Object.entries(row?.holding ?? {})),
    places: (row?.places ?? []).map(([document, ordinal]) => ({
      documentId: encodeId('document', document),
      ordinal,
    })),
  };
}

/** Up to here comparing with every vector is as fast as an approximate index, and exact. */
const EXACT_SEARCH_CHUNKS = 20_000;

/** Ids of the chunks nearest to the question in one model, best first. */
export async function findByMeaning(
  tx: Tx,
  scope: SearchScope,
  question: QuestionVector,
  searched: number,
  limit: number,
): Promise<string[]> {
  const vector = toText(question.vector);
  const width = question.vector.length;
  const isLarge = searched > EXACT_SEARCH_CHUNKS && scope.documentIds === undefined;
  // The cast is the expression of the model's own index (vector-index.ts); adding zero hides it.
  const distance = isLarge
    ? sql`embedding::${sql.raw(`halfvec(${width})`)} <=> ${vector}::${sql.raw(`halfvec(${width})`)}`
    : sql`(embedding <=> ${vector}::halfvec) + 0`;
  // Rows of other workspaces stand in the same index; it goes on until enough of this one's are found.
  if (isLarge) {
    await tx.execute(sql`select set_config('hnsw.iterative_scan', 'strict_order', true),
      set_config('hnsw.ef_search', '100', true)`);
  }
  const rows = await tx.execute<{ chunk_id: string }>(sql`
    select chunk_id from knowledge_embeddings
    where tenant_id = ${uuidOf('tenant', scope.tenantId)}::uuid and model = ${question.model}
      and ${within(sql`document_id`, scope)}
    order by ${distance} limit ${limit}
  `);
  return rows.map((row) => encodeId('chunk', row.chunk_id));
}

export interface QuestionVector {
  model: string;
  /** Of length one. */
  vector: Float32Array;
}

const toText = (vector: Float32Array): string => `[${vector.join(',')}]`;

interface CandidateRow extends Record<string, unknown> {
  id: string;
  document_id: string;
  title: string;
  ordinal: number;
  start_offset: number;
  page: number | null;
  heading_path: string[];
  text: string;
  sentences: number[];
  similarity: number | null;
  parts: Uint8Array | null;
}

export interface Found {
  places: readonly ChunkPlace[];
  chunkIds: readonly string[];
  /** Of so many of each list the chunks before and after are read as well. */
  withNeighbours: number;
}

/** Reads the chunks found, and the neighbours of the best, with what each means to the question. */
export async function readCandidates(
  tx: Tx,
  scope: SearchScope,
  found: Found,
  question: QuestionVector | undefined,
): Promise<CandidateChunk[]> {
  const tenant = uuidOf('tenant', scope.tenantId);
  const documents = found.places.map((place) => uuidOf('document', place.documentId));
  const chunks = found.chunkIds.map((id) => uuidOf('chunk', id));
  const vector = question === undefined ? null : toText(question.vector);
  const rows = await tx.execute<CandidateRow>(sql`
    with words as (
      select document_id, ordinal, rank
      from unnest(${sql.param(documents)}::uuid[], ${sql.param(found.places.map((place) => place.ordinal))}::int[])
        with ordinality as w (document_id, ordinal, rank)
    ), meaning as (
      select c.document_id, c.ordinal, m.rank
      from unnest(${sql.param(chunks)}::uuid[]) with ordinality as m (id, rank)
      join knowledge_chunks c on c.tenant_id = ${tenant}::uuid and c.id = m.id
    ), wanted as (
      select document_id, ordinal + step as ordinal
      from (select * from words union all select * from meaning) as found, unnest(array[-1, 0, 1]) as step
      where step = 0 or rank <= ${found.withNeighbours}
      group by 1, 2
    )
    select c.id, c.document_id, d.title, c.ordinal, c.start_offset, c.page, c.heading_path, c.text,
      c.sentences, e.parts, (1 - (e.embedding <=> ${vector}::halfvec))::float8 as similarity
    from wanted
    join knowledge_chunks c
      on c.tenant_id = ${tenant}::uuid and c.document_id = wanted.document_id and c.ordinal = wanted.ordinal
    join knowledge_documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
    left join knowledge_embeddings e
      on e.tenant_id = c.tenant_id and e.chunk_id = c.id and e.model = ${question?.model ?? null}
  `);
  const wordsRanks = new Map(
    found.places.map((place, i) => [`${place.documentId} ${place.ordinal}`, i + 1]),
  );
  const meaningRanks = new Map(found.chunkIds.map((id, i) => [id, i + 1]));
  return rows.map((row) => {
    const id = encodeId('chunk', row.id);
    const documentId = encodeId('document', row.document_id);
    const parts =
      row.parts === null || question === undefined
        ? null
        : unpackParts(row.parts, question.vector.length);
    return {
      id,
      documentId,
      documentTitle: row.title,
      ordinal: row.ordinal,
      start: row.start_offset,
      page: row.page,
      headingPath: row.heading_path,
      text: row.text,
      sentences: row.sentences,
      wordsRank: wordsRanks.get(`${documentId} ${row.ordinal}`) ?? null,
      meaningRank: meaningRanks.get(id) ?? null,
      similarity: row.similarity,
      partSimilarities:
        parts === null || question === undefined
          ? null
          : parts.map((part) => cosine(part, question.vector)),
    };
  });
}
