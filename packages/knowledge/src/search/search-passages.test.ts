import { knowledgeChunks, knowledgeDocuments, knowledgeTerms } from '@platform/db/schema';
import type { TestDatabase } from '@platform/db/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunkDocument } from '../chunk/chunk-document.ts';
import { embedDocument } from '../embed/embed-chunks.ts';
import { indexChunks, removeFromIndex } from './index-chunks.queries.ts';
import { searchPassages } from './search-passages.ts';
import {
  addDocument,
  questionOf,
  search,
  searchDatabases,
  topicEmbedder,
} from './testing/search-setup.ts';

const REFUNDS =
  'You can return a lamp within 30 days. We refund the price to the card you paid with.';
const SHIPPING = 'Parcels leave our warehouse in Lyon every morning. Delivery takes two days.';
const byTopic = topicEmbedder('url/topics', [/refund|money back/i, /parcel|delivery|arrive/i]);
const signal = new AbortController().signal;

for (const { database, isMissing, create } of searchDatabases) {
  describe.skipIf(isMissing)(`search on ${database}`, () => {
    let test: TestDatabase;
    beforeAll(async () => {
      test = await create();
    });
    afterAll(() => test.close());

    describe('by words', () => {
      it('finds the sentence, where it stands, and why', async () => {
        const tenantId = await test.createTenant();
        const documentId = await addDocument(test, tenantId, 'Shop', `${SHIPPING}\n\n${REFUNDS}`);
        const result = await search(test, tenantId, 'Which refunds are there?', {
          budgetChars: 60,
        });
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
        const warranty = await addDocument(test, tenantId, 'Lamps', text, headings);
        await addDocument(test, tenantId, 'Lamps two', 'A lamp. A lamp. A lamp is not a lamp.');
        const result = await search(test, tenantId, 'lamp warranty');
        expect(result.passages[0]?.documentId).toBe(warranty);
        const idf = new Map(result.terms.map((each) => [each.term, each.idf]));
        expect(idf.get('warranti')).toBeGreaterThan(idf.get('lamp') ?? Number.POSITIVE_INFINITY);
      });

      it('keeps within the budget and the limit, best first', async () => {
        const tenantId = await test.createTenant();
        const facts = Array.from({ length: 60 }, (_, i) => `Fact ${i} about lamps is short.`);
        await addDocument(test, tenantId, 'Facts', facts.join(' '));
        const { passages } = await search(test, tenantId, 'lamps fact 7', {
          budgetChars: 300,
          limit: 3,
        });
        expect(passages.length).toBeLessThanOrEqual(3);
        expect(passages.reduce((sum, each) => sum + each.text.length, 0)).toBeLessThanOrEqual(300);
        const scores = passages.map((each) => each.score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(passages[0]?.text).toContain('Fact 7 ');
      });

      it('narrows to some documents', async () => {
        const tenantId = await test.createTenant();
        await addDocument(test, tenantId, 'One', REFUNDS);
        const two = await addDocument(test, tenantId, 'Two', REFUNDS);
        const result = await search(test, tenantId, 'refund', { documentIds: [two] });
        expect(result.passages.map((each) => each.documentId)).toEqual([two]);
        expect((await search(test, tenantId, 'refund', { documentIds: [] })).passages).toEqual([]);
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
        await addDocument(test, tenantId, 'One', REFUNDS);
        await expect(search(test, tenantId, query)).resolves.toMatchObject({ mode: 'words' });
        expect((await search(test, tenantId, 'refund')).passages).toHaveLength(1);
      });

      it('forgets a document that was indexed again or removed', async () => {
        const tenantId = await test.createTenant();
        const documentId = await addDocument(test, tenantId, 'One', REFUNDS);
        await test.database.tenant(tenantId, (tx) =>
          indexChunks(tx, {
            tenantId,
            documentId,
            title: 'One',
            chunks: chunkDocument({ text: SHIPPING, structure: { headings: [], pages: [] } }),
          }),
        );
        expect((await search(test, tenantId, 'refund')).passages).toEqual([]);
        expect((await search(test, tenantId, 'parcels')).passages).toHaveLength(1);
        await test.database.tenant(tenantId, (tx) => removeFromIndex(tx, { tenantId, documentId }));
        expect(await search(test, tenantId, 'parcels')).toMatchObject({
          passages: [],
          searched: 0,
        });
      });

      it('drops chunks and index with the row of the document', async () => {
        const tenantId = await test.createTenant();
        const documentId = await addDocument(test, tenantId, 'One', REFUNDS);
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
        const foreign = await addDocument(test, theirs, 'Theirs', REFUNDS);
        await embedDocument(test.database, { tenantId: theirs, documentId: foreign }, byTopic, {
          signal,
        });
        await addDocument(test, mine, 'Mine', SHIPPING);
        const question = await questionOf('refund', byTopic);
        const result = await search(test, mine, 'refund', { question });
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
  });
}
