import { knowledgeChunks, knowledgeDocuments, knowledgeTerms } from '@platform/db/schema';
import { createEmbeddedTestDatabase, type TestDatabase } from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunkDocument } from '../chunk/chunk-document.ts';
import { changeModel, embedDocument } from '../embed/embed-chunks.ts';
import type { Embedder } from '../embed/embedder.ts';
import { toUnitLength } from '../embed/embedder.ts';
import { modelInUse } from '../embed/embeddings.queries.ts';
import { indexChunks, removeFromIndex } from './index-chunks.ts';
import { type SearchRequest, searchPassages } from './search-passages.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createEmbeddedTestDatabase();
}, 120_000);
afterAll(() => test.close());

const signal = new AbortController().signal;

async function addDocument(
  tenantId: string,
  title: string,
  text: string,
  headings: { level: number; text: string; start: number; end: number }[] = [],
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

const search = (tenantId: string, query: string, more: Partial<SearchRequest> = {}) =>
  test.database.tenant(tenantId, (tx) =>
    searchPassages(tx, { tenantId, query, budgetChars: 400, limit: 5, ...more }),
  );

const REFUNDS =
  'You can return a lamp within 30 days. We refund the price to the card you paid with.';
const SHIPPING = 'Parcels leave our warehouse in Lyon every morning. Delivery takes two days.';

/** Vectors that know which of a few topics a text is of: deterministic, and no words in common needed. */
function topicEmbedder(model: string, topics: readonly RegExp[]): Embedder {
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

const byTopic = topicEmbedder('url/topics', [/refund|money back/i, /parcel|delivery|arrive/i]);
const questionOf = async (query: string, embedder: Embedder) => ({
  model: embedder.model,
  vector: (await embedder.embedQuery(query, signal)).vectors[0] ?? new Float32Array(),
});

describe('by words', () => {
  it('finds the sentence, where it stands, and why', async () => {
    const tenantId = await test.createTenant();
    const documentId = await addDocument(tenantId, 'Shop', `${SHIPPING}\n\n${REFUNDS}`);
    const result = await search(tenantId, 'Which refunds are there?', { budgetChars: 60 });
    expect(result).toMatchObject({ mode: 'words', searched: 1 });
    const text = `${SHIPPING}\n\n${REFUNDS}`;
    const [passage] = result.passages;
    expect(passage).toMatchObject({
      documentId,
      documentTitle: 'Shop',
      text: 'We refund the price to the card you paid with.',
      why: { words: { rank: 1, terms: ['refund'] }, meaning: null },
    });
    expect(text.slice(passage?.start, passage?.end)).toBe(passage?.text);
  });

  it('knows the headings above, and tells rare words from common ones', async () => {
    const tenantId = await test.createTenant();
    const text = 'Warranty\n\nIt lasts for two years.';
    const headings = [{ level: 1, text: 'Warranty', start: 0, end: 8 }];
    const warranty = await addDocument(tenantId, 'Lamps', text, headings);
    await addDocument(tenantId, 'Lamps two', 'A lamp. A lamp. A lamp is not a lamp.');
    const result = await search(tenantId, 'lamp warranty');
    expect(result.passages[0]?.documentId).toBe(warranty);
    const idf = new Map(result.terms.map((each) => [each.term, each.idf]));
    expect(idf.get('warranti')).toBeGreaterThan(idf.get('lamp') ?? Number.POSITIVE_INFINITY);
  });

  it('keeps within the budget and the limit, best first', async () => {
    const tenantId = await test.createTenant();
    const facts = Array.from({ length: 60 }, (_, i) => `Fact ${i} about lamps is short.`);
    await addDocument(tenantId, 'Facts', facts.join(' '));
    const { passages } = await search(tenantId, 'lamps fact 7', { budgetChars: 300, limit: 3 });
    expect(passages.length).toBeLessThanOrEqual(3);
    expect(passages.reduce((sum, each) => sum + each.text.length, 0)).toBeLessThanOrEqual(300);
    const scores = passages.map((each) => each.score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(passages[0]?.text).toContain('Fact 7 ');
  });

  it('narrows to some documents', async () => {
    const tenantId = await test.createTenant();
    await addDocument(tenantId, 'One', REFUNDS);
    const two = await addDocument(tenantId, 'Two', REFUNDS);
    const result = await search(tenantId, 'refund', { documentIds: [two] });
    expect(result.passages.map((each) => each.documentId)).toEqual([two]);
    expect((await search(tenantId, 'refund', { documentIds: [] })).passages).toEqual([]);
  });

  it.each([
    "'; drop table knowledge_terms; --",
    '{"a",b}',
    '\\',
    '%',
    '日本',
    'the of and',
    '\u0000 x',
  ])('takes any text as a question: %j', async (query) => {
    const tenantId = await test.createTenant();
    await addDocument(tenantId, 'One', REFUNDS);
    await expect(search(tenantId, query)).resolves.toMatchObject({ mode: 'words' });
    expect((await search(tenantId, 'refund')).passages).toHaveLength(1);
  });

  it('forgets a document that was indexed again or removed', async () => {
    const tenantId = await test.createTenant();
    const documentId = await addDocument(tenantId, 'One', REFUNDS);
    await test.database.tenant(tenantId, (tx) =>
      indexChunks(tx, {
        tenantId,
        documentId,
        title: 'One',
        chunks: chunkDocument({ text: SHIPPING, structure: { headings: [], pages: [] } }),
      }),
    );
    expect((await search(tenantId, 'refund')).passages).toEqual([]);
    expect((await search(tenantId, 'parcels')).passages).toHaveLength(1);
    await test.database.tenant(tenantId, (tx) => removeFromIndex(tx, { tenantId, documentId }));
    expect(await search(tenantId, 'parcels')).toMatchObject({ passages: [], searched: 0 });
  });

  it('drops chunks and index with the row of the document', async () => {
    const tenantId = await test.createTenant();
    const documentId = await addDocument(tenantId, 'One', REFUNDS);
    await test.database.tenant(tenantId, async (tx) => {
      await tx.delete(knowledgeDocuments).where(eq(knowledgeDocuments.id, documentId));
      expect(await tx.$count(knowledgeChunks)).toBe(0);
      expect(await tx.$count(knowledgeTerms)).toBe(0);
    });
  });
});

describe('other workspace', () => {
  it('is never searched, counted or named', async () => {
    const [mine, theirs] = [await test.createTenant(), await test.createTenant()];
    const foreign = await addDocument(theirs, 'Theirs', REFUNDS);
    await embedDocument(test.database, { tenantId: theirs, documentId: foreign }, byTopic, {
      signal,
    });
    await addDocument(mine, 'Mine', SHIPPING);
    const question = await questionOf('refund', byTopic);
    const result = await search(mine, 'refund', { question });
    expect(result.passages.filter((each) => each.documentId === foreign)).toEqual([]);
    expect(result.searched).toBe(1);
    // Asked for by its id, and even with the wrong workspace named, it is not there.
    for (const tenantId of [mine, theirs]) {
      const named = await test.database.tenant(mine, (tx) =>
        searchPassages(tx, {
          tenantId,
          query: 'refund',
          budgetChars: 400,
          limit: 5,
          documentIds: [foreign],
          question,
        }),
      );
      expect(named.passages).toEqual([]);
    }
    const seen = await test.database.tenant(mine, (tx) =>
      tx.execute(sql`select count(*)::int as n from knowledge_embeddings`),
    );
    expect(seen[0]).toEqual({ n: 0 });
  });
});

describe('by meaning too', () => {
  it('finds what shares no word with the question', async () => {
    const tenantId = await test.createTenant();
    const refunds = await addDocument(tenantId, 'One', REFUNDS);
    const shipping = await addDocument(tenantId, 'Two', SHIPPING);
    for (const documentId of [refunds, shipping]) {
      const usage = await embedDocument(test.database, { tenantId, documentId }, byTopic, {
        signal,
      });
      expect(usage).toEqual({ chunks: 1, tokens: 2, costMicros: 1 });
    }
    const query = 'When does my order arrive?';
    expect((await search(tenantId, query)).passages).toEqual([]);
    const question = await questionOf(query, byTopic);
    const result = await search(tenantId, query, { question, budgetChars: 80 });
    expect(result.mode).toBe('words+meaning');
    expect(result.passages[0]).toMatchObject({
      documentId: shipping,
      why: { words: null, meaning: { rank: 1 } },
    });
    expect(result.passages[0]?.similarity).toBeGreaterThan(0.99);
  });

  it('goes on where embedding was broken off', async () => {
    const tenantId = await test.createTenant();
    const text = Array.from({ length: 600 }, (_, i) => `Sentence number ${i} of many.`).join(' ');
    const documentId = await addDocument(tenantId, 'Long', text);
    let calls = 0;
    const failing: Embedder = {
      ...byTopic,
      embedDocuments: (texts, abort) => {
        calls += 1;
        if (calls === 2) return Promise.reject(new Error('gone'));
        return byTopic.embedDocuments(texts, abort);
      },
    };
    const document = { tenantId, documentId };
    await expect(embedDocument(test.database, document, failing, { signal })).rejects.toThrow(
      'gone',
    );
    const progress: [number, number][] = [];
    await embedDocument(test.database, document, byTopic, {
      signal,
      onProgress: (done, total) => void progress.push([done, total]),
    });
    expect(progress[0]?.[0]).toBe(16);
    expect(progress.at(-1)?.[0]).toBe(progress.at(-1)?.[1]);
  });
});

describe('a change of model', () => {
  it('fills beside the old one, and switches the whole workspace at once', async () => {
    const tenantId = await test.createTenant();
    const ids = [
      await addDocument(tenantId, 'One', REFUNDS),
      await addDocument(tenantId, 'Two', SHIPPING),
    ];
    for (const documentId of ids) {
      await embedDocument(test.database, { tenantId, documentId }, byTopic, { signal });
    }
    const inUse = () => test.database.tenant(tenantId, (tx) => modelInUse(tx, tenantId));
    const models = () =>
      test.database.tenant(tenantId, (tx) =>
        tx.execute(
          sql`select model, count(*)::int as n from knowledge_embeddings group by 1 order by 1`,
        ),
      );
    expect(await inUse()).toBe('url/topics');

    const next = topicEmbedder('url/next', [/return/i, /morning/i, /lyon/i]);
    const during: (string | null)[] = [];
    const switched = await changeModel(test.database, tenantId, next, {
      signal,
      onProgress: async () => void during.push(await inUse()),
    });
    expect(switched).toBe(true);
    expect(during).toEqual(['url/topics', 'url/topics']);
    expect(await inUse()).toBe('url/next');
    expect([...(await models())]).toEqual([{ model: 'url/next', n: 2 }]);
    expect(await changeModel(test.database, tenantId, next, { signal })).toBe(false);

    // A question in the old model meets no vector of the new one.
    const old = await questionOf('delivery', byTopic);
    const result = await search(tenantId, 'zzz', { question: old });
    expect(result.passages).toEqual([]);
  });
});
