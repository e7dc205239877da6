import type { Database } from '@platform/db';
import { knowledgeDocuments } from '@platform/db/schema';
import {
  chunkDocument,
  type Embedder,
  embedDocument,
  indexChunks,
  searchPassages,
} from '@platform/knowledge';
import { newId } from '@platform/shared/ids';
import type { BenchDocument, BenchQuestion } from './questions.ts';
import { spanRecall } from './span-recall.ts';

export interface ProductRun {
  /** For each budget, the recall of each question in order. */
  recalls: Map<number, number[]>;
  /** Milliseconds of each search, without the question's embedding; sorted. */
  tookMs: number[];
}

/** Stores and indexes the documents as the product does; returns their names by id. */
export async function ingest(
  database: Database,
  tenantId: string,
  documents: readonly BenchDocument[],
  embedder: Embedder | null,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { name, text } of documents) {
    const documentId = newId('document');
    names.set(documentId, name);
    const chunks = chunkDocument({ text, structure: { headings: [], pages: [] } });
    await database.tenant(tenantId, async (tx) => {
      await tx.insert(knowledgeDocuments).values({
        tenantId,
        id: documentId,
        title: name,
        fileName: `${name}.md`,
        sizeBytes: Buffer.byteLength(text),
        sha256: name,
        storageKey: name,
        state: 'ready',
        text,
      });
      await indexChunks(tx, { tenantId, documentId, title: name, chunks });
    });
    if (embedder !== null) {
      const signal = new AbortController().signal;
      await embedDocument(database, { tenantId, documentId }, embedder, { signal });
    }
  }
  return names;
}

/** Asks every question at every budget. */
export async function askAll(
  database: Database,
  tenantId: string,
  names: ReadonlyMap<string, string>,
  questions: readonly BenchQuestion[],
  budgets: readonly number[],
  embedder: Embedder | null,
): Promise<ProductRun> {
  const signal = new AbortController().signal;
  const run: ProductRun = { recalls: new Map(budgets.map((each) => [each, []])), tookMs: [] };
  for (const question of questions) {
    const embedded = await embedder?.embedQuery(question.text, signal);
    const vector = embedded?.vectors[0];
    for (const budgetChars of budgets) {
      const result = await database.tenant(tenantId, (tx) =>
        searchPassages(tx, {
          tenantId,
          query: question.text,
          ...(embedder === null || vector === undefined
            ? {}
            : { question: { model: embedder.model, vector } }),
          budgetChars,
          limit: 100,
        }),
      );
      const found = result.passages.map((each) => ({
        document: names.get(each.documentId) ?? '',
        start: each.start,
        end: each.end,
      }));
      run.recalls.get(budgetChars)?.push(spanRecall(question, found, budgetChars));
      run.tookMs.push(result.tookMs);
    }
  }
  run.tookMs.sort((a, b) => a - b);
  return run;
}
