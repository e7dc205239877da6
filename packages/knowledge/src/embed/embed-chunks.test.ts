import type { TestDatabase } from '@platform/db/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByMeaning } from '../search/search.queries.ts';
import {
  addDocument,
  questionOf,
  search,
  searchDatabases,
  topicEmbedder,
} from '../search/testing/search-setup.ts';
import { changeModel, embedDocument } from './embed-chunks.ts';
import type { Embedder } from './embedder.ts';
import { modelInUse } from './embeddings.queries.ts';
import { ensureVectorIndex } from './vector-index.ts';

const REFUNDS =
  'You can return a lamp within 30 days. We refund the price to the card you paid with.';
const SHIPPING = 'Parcels leave our warehouse in Lyon every morning. Delivery takes two days.';
const byTopic = topicEmbedder('url/topics', [/refund|money back/i, /parcel|delivery|arrive/i]);
const signal = new AbortController().signal;

for (const { database, isMissing, create } of searchDatabases) {
  describe.skipIf(isMissing)(`embedding on ${database}`, () => {
    let test: TestDatabase;
    beforeAll(async () => {
      test = await create();
    });
    afterAll(() => test.close());

    describe('by meaning too', () => {
      it('finds what shares no word with the question', async () => {
        const tenantId = await test.createTenant();
        const refunds = await addDocument(test, tenantId, 'One', REFUNDS);
        const shipping = await addDocument(test, tenantId, 'Two', SHIPPING);
        for (const documentId of [refunds, shipping]) {
          const usage = await embedDocument(test.database, { tenantId, documentId }, byTopic, {
            signal,
          });
          expect(usage).toEqual({ chunks: 1, tokens: 2, costMicros: 1 });
        }
        const query = 'When does my order arrive?';
        expect((await search(test, tenantId, query)).passages).toEqual([]);
        const question = await questionOf(query, byTopic);
        const result = await search(test, tenantId, query, { question, budgetChars: 80 });
        expect(result.mode).toBe('words+meaning');
        expect(result.passages[0]).toMatchObject({
          documentId: shipping,
          why: { words: null, meaning: { rank: 1 } },
        });
        expect(result.passages[0]?.similarity).toBeGreaterThan(0.99);
      });

      it('goes on where embedding was broken off', async () => {
        const tenantId = await test.createTenant();
        const text = Array.from({ length: 600 }, (_, i) => `Sentence number ${i} of many.`).join(
          ' ',
        );
        const documentId = await addDocument(test, tenantId, 'Long', text);
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
          await addDocument(test, tenantId, 'One', REFUNDS),
          await addDocument(test, tenantId, 'Two', SHIPPING),
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
        const result = await search(test, tenantId, 'zzz', { question: old });
        expect(result.passages).toEqual([]);
      });
    });
    describe('the index of a model', () => {
      it('is made once, and finds the same as comparing with every vector', async () => {
        const tenantId = await test.createTenant();
        const quoted = { ...byTopic, model: "url/it's" };
        for (const text of [REFUNDS, SHIPPING]) {
          const documentId = await addDocument(test, tenantId, 'One', text);
          await embedDocument(test.database, { tenantId, documentId }, quoted, { signal });
        }
        await ensureVectorIndex(test.source, quoted);
        await ensureVectorIndex(test.source, quoted);
        const made = await test.superuser`
      select 1 from pg_indexes where indexname like 'knowledge_embeddings_model_%'`;
        expect(made).toHaveLength(test.database.kind === 'postgres' ? 1 : 0);
        const question = await questionOf('delivery', quoted);
        const near = (searched: number) =>
          test.database.tenant(tenantId, (tx) =>
            findByMeaning(tx, { tenantId }, question, searched, 5),
          );
        expect(await near(1_000_000)).toEqual(await near(2));
        expect(await near(2)).toHaveLength(2);
      });
    });
  });
}
