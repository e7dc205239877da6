import { knowledgeDocuments } from '@platform/db/schema';
import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { chunkDocument } from '../../chunk/chunk-document.ts';
import { type Embedder, toUnitLength } from '../../embed/embedder.ts';
import { indexChunks } from '../index-chunks.queries.ts';
import { type SearchRequest, type SearchResult, searchPassages } from '../search-passages.ts';

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL ?? '';

/** The databases search must hold on, and whether each can be had here. */
export const searchDatabases = [
  { database: 'embedded', isMissing: false, create: createEmbeddedTestDatabase },
  {
    database: 'native',
    isMissing: adminUrl === '',
    create: () => createNativeTestDatabase(adminUrl),
  },
];

export interface TestHeading {
  level: number;
  text: string;
  start: number;
  end: number;
}

/** Stores and indexes a document; returns its id. */
export async function addDocument(
  test: TestDatabase,
  tenantId: string,
  title: string,
  text: string,
  headings: readonly TestHeading[] = [],
): Promise<string> {
  const id = newId('document');
  await test.database.tenant(tenantId, async (tx) => {
    const about = { title, fileName: title, sizeBytes: 1, sha256: id, storageKey: id };
    await tx.insert(knowledgeDocuments).values({ tenantId, id, ...about, state: 'ready', text });
    const chunks = chunkDocument({ text, structure: { headings, pages: [] } });
    await indexChunks(tx, { tenantId, documentId: id, title, chunks });
  });
  return id;
}

export const search = (
  test: TestDatabase,
  tenantId: string,
  query: string,
  more: Partial<SearchRequest> = {},
): Promise<SearchResult> =>
  test.database.tenant(tenantId, (tx) =>
    searchPassages(tx, { tenantId, query, budgetChars: 400, limit: 5, ...more }),
  );

/** Vectors that know which of a few topics a text is of: deterministic, and no words in common needed. */
export function topicEmbedder(model: string, topics: readonly RegExp[]): Embedder {
  const embed = async (texts: readonly string[]) => ({
    vectors: texts.map((text) =>
      toUnitLength(Float32Array.from(topics, (topic) => (topic.test(text) ? 1 : 0.05))),
    ),
    tokens: texts.length,
    costMicros: 1,
  });
  return {
    provider: 'url',
    model,
    dimensions: topics.length,
    embedDocuments: embed,
    embedQuery: (text) => embed([text]),
    close: async () => undefined,
  };
}

export async function questionOf(query: string, embedder: Embedder) {
  const { vectors } = await embedder.embedQuery(query, new AbortController().signal);
  return { model: embedder.model, vector: vectors[0] ?? new Float32Array() };
}
