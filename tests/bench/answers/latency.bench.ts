/**
 * How soon an answer without a model begins and ends over 10,000 chunks, search included.
 *
 *   BENCH_DATA=<folder> node tests/bench/answers/latency.bench.ts [--words-only]
 *
 * The chunks are sentences of the bench's documents in random order (seeded), so that every word
 * stands in many documents, as it does in a large workspace. Bounds: p50 to the first sentence 150 ms,
 * p95 to the last 600 ms. Embedding 10,000 chunks takes some minutes; --words-only leaves it out.
 */
import path from 'node:path';
import { createEmbeddedTestDatabase } from '@platform/db/testing';
import { type Embedder, fetchLocalModel, openLocalEmbedder } from '@platform/knowledge';
import { splitSentences } from '@platform/shared/text/sentences';
import { readBenchData } from '../retrieval/questions.ts';
import { ask } from './ask.ts';
import { fillWorkspace, type SourceText } from './workspace.ts';

const CHUNKS = 10_000;
const BOUNDS = { firstMs: 150, totalMs: 600 };
const SENTENCES_PER_DOCUMENT = 400;

const folder = process.env.BENCH_DATA;
if (folder === undefined || folder === '') {
  console.error('Set BENCH_DATA to the folder with questions.jsonl and the documents.');
  process.exit(2);
}
const { documents, questions } = readBenchData(folder);

/** Park and Miller's generator: the same documents in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const random = seeded(20_261_120);
const sentences = documents.flatMap(({ text }) =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end)),
);

function shuffled(name: string): SourceText {
  const picked = Array.from(
    { length: SENTENCES_PER_DOCUMENT },
    () => sentences[Math.floor(random() * sentences.length)] ?? '',
  );
  const paragraphs = Array.from({ length: SENTENCES_PER_DOCUMENT / 4 }, (_, i) =>
    picked.slice(i * 4, i * 4 + 4).join(' '),
  );
  return { name, text: paragraphs.join('\n\n') };
}

const at = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

const test = await createEmbeddedTestDatabase();
const directory = process.env.MODELS_DIR ?? path.join(process.env.DATA_DIR ?? '.data', 'models');
const embedder: Embedder | null = process.argv.includes('--words-only')
  ? null
  : await openLocalEmbedder(
      await fetchLocalModel({
        directory: path.resolve(directory),
        mirrorUrl: process.env.MODELS_MIRROR_URL,
        signal: new AbortController().signal,
      }),
    );

try {
  const tenantId = await test.createTenant('Latency');
  const workspaces = [await fillWorkspace(test.database, tenantId, documents, embedder)];
  let chunks = workspaces[0]?.chunkCount ?? 0;
  for (let i = 0; chunks < CHUNKS; i += 1) {
    const filled = await fillWorkspace(
      test.database,
      tenantId,
      [shuffled(`shuffled-${i}`)],
      embedder,
    );
    chunks += filled.chunkCount;
  }
  console.log(`${chunks} chunks, embedded PostgreSQL`);
  let isReached = true;
  for (const asking of embedder ? [null, embedder] : [null]) {
    const retriever = workspaces[0]?.retriever(asking);
    if (!retriever) throw new Error('no workspace');
    for (const { text } of questions.slice(0, 10)) await ask(retriever, text);
    const firstMs: number[] = [];
    const totalMs: number[] = [];
    for (const { text } of questions.slice(10, 110)) {
      const asked = await ask(retriever, text);
      firstMs.push(asked.firstMs);
      totalMs.push(asked.totalMs);
    }
    isReached &&= at(firstMs, 0.5) <= BOUNDS.firstMs && at(totalMs, 0.95) <= BOUNDS.totalMs;
    console.log(
      `${asking ? 'words and meaning' : 'words'}: first sentence p50 ${at(firstMs, 0.5).toFixed(0)} ms (bound ${BOUNDS.firstMs}), p95 ${at(firstMs, 0.95).toFixed(0)} ms; last p50 ${at(totalMs, 0.5).toFixed(0)} ms, p95 ${at(totalMs, 0.95).toFixed(0)} ms (bound ${BOUNDS.totalMs})`,
    );
  }
  process.exitCode = isReached ? 0 : 1;
} finally {
  await embedder?.close();
  await test.close();
}
