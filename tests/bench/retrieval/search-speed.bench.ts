/**
 * How long a search takes among 10,000 chunks, and what storing them takes.
 *
 *   node tests/bench/retrieval/search-speed.bench.ts [chunks]
 *
 * On the embedded database, or on native PostgreSQL where TEST_DATABASE_ADMIN_URL names one. The text
 * is made up (Zipf's law); vectors are random ones of 384 numbers, since only their number matters.
 */
import { knowledgeDocuments } from '@platform/db/schema';
import { createEmbeddedTestDatabase, createNativeTestDatabase } from '@platform/db/testing';
import {
  chunkDocument,
  type Embedder,
  embedDocument,
  indexChunks,
  searchPassages,
} from '@platform/knowledge';
import { newId } from '@platform/shared/ids';
import { createWriter, seeded } from './synthetic-text.ts';

const WANTED = Number(process.argv[2] ?? 10_000);
const SENTENCES_IN_DOCUMENT = 320;
const QUESTIONS = 100;
const DIMENSIONS = 384;

const random = seeded(7);
const writer = createWriter(random);
const signal = new AbortController().signal;

const randomVector = (): Float32Array => {
  const vector = Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((each) => each / length);
};
const embedder: Embedder = {
  provider: 'url',
  model: 'url/random',
  dimensions: DIMENSIONS,
  embedDocuments: async (texts) => ({ vectors: texts.map(randomVector), tokens: 0, costMicros: 0 }),
  embedQuery: async () => ({ vectors: [randomVector()], tokens: 0, costMicros: 0 }),
  close: async () => undefined,
};

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const test = adminUrl
  ? await createNativeTestDatabase(adminUrl)
  : await createEmbeddedTestDatabase();
try {
  const tenantId = await test.createTenant('Bench');
  const sentences: string[] = [];
  const took = { chunking: 0, indexing: 0, vectors: 0 };
  let [chunkCount, characters] = [0, 0];
  while (chunkCount < WANTED) {
    const own = Array.from({ length: SENTENCES_IN_DOCUMENT }, () => writer.sentence());
    sentences.push(...own.slice(0, 5));
    const text = own.join(' ');
    const documentId = newId('document');
    let started = performance.now();
    const chunks = chunkDocument({ text, structure: { headings: [], pages: [] } });
    took.chunking += performance.now() - started;
    started = performance.now();
    await test.database.tenant(tenantId, async (tx) => {
      await tx.insert(knowledgeDocuments).values({
        tenantId,
        id: documentId,
        title: `Document ${chunkCount}`,
        fileName: 'document.txt',
        sizeBytes: text.length,
        sha256: documentId,
        storageKey: documentId,
        state: 'ready',
        text,
      });
      await indexChunks(tx, { tenantId, documentId, title: `Document ${chunkCount}`, chunks });
    });
    took.indexing += performance.now() - started;
    started = performance.now();
    await embedDocument(test.database, { tenantId, documentId }, embedder, { signal });
    took.vectors += performance.now() - started;
    chunkCount += chunks.length;
    characters += text.length;
  }
  const database = adminUrl ? 'native PostgreSQL' : 'embedded (PGlite)';
  console.log(
    `${chunkCount} chunks, ${(characters / 1e6).toFixed(1)} million characters, ${database}`,
  );
  for (const [stage, ms] of Object.entries(took)) {
    console.log(
      `  storing, ${stage}: ${(ms / 1_000).toFixed(1)} s, ${(ms / chunkCount).toFixed(2)} ms a chunk`,
    );
  }
  const maintenance =
    await test.superuser`analyze knowledge_terms, knowledge_chunks, knowledge_embeddings`;
  if (maintenance.length > 0) throw new Error('analyze answers no rows');

  const questions = Array.from({ length: QUESTIONS }, () => {
    const words = (sentences[Math.floor(random() * sentences.length)] ?? '').split(' ');
    return words.slice(0, 8).join(' ');
  });
  for (const withMeaning of [false, true]) {
    const times: number[] = [];
    const cpuBefore = process.cpuUsage();
    for (const query of questions) {
      const question = withMeaning
        ? { question: { model: embedder.model, vector: randomVector() } }
        : {};
      const started = performance.now();
      await test.database.tenant(tenantId, (tx) =>
        searchPassages(tx, { tenantId, query, ...question, budgetChars: 4_000, limit: 20 }),
      );
      times.push(performance.now() - started);
    }
    const cpu = process.cpuUsage(cpuBefore);
    const cpuMs = (cpu.user + cpu.system) / 1_000 / times.length;
    times.sort((a, b) => a - b);
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
    const mode = withMeaning ? 'words and meaning' : 'words';
    console.log(
      `  search by ${mode}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, with its transaction; ${cpuMs.toFixed(1)} ms of this process's CPU`,
    );
  }
} finally {
  await test.close();
}
