/**
 * Span recall of search, beside the common means, in one run.
 *
 *   BENCH_DATA=<folder> node tests/bench/retrieval/retrieval.bench.ts [--words-only]
 *
 * The folder holds `<corpus>.md` files and `questions.jsonl`. On the embedded database, or on native
 * PostgreSQL where TEST_DATABASE_ADMIN_URL names one. With the local model once it is there (MODELS_DIR).
 */
import path from 'node:path';
import { createEmbeddedTestDatabase, createNativeTestDatabase } from '@platform/db/testing';
import { fetchLocalModel, openLocalEmbedder } from '@platform/knowledge';
import { type Measured, measureBaselines } from './baselines.ts';
import { askAll, ingest } from './product.ts';
import { type BenchQuestion, readBenchData } from './questions.ts';

const BUDGETS = [2_000, 5_000] as const;
/** What the issue asks for, words alone and with embeddings. */
const BOUNDS = { words: [0.9, 0.965], meaning: [0.92, 0.98] } as const;

const folder = process.env.BENCH_DATA;
if (folder === undefined || folder === '') {
  console.error('Set BENCH_DATA to the folder with questions.jsonl and the documents.');
  process.exit(2);
}
const { documents, questions } = readBenchData(folder);
const characters = documents.reduce((sum, each) => sum + each.text.length, 0);
console.log(
  `${questions.length} questions over ${documents.length} documents, ${characters} characters`,
);

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const test = adminUrl
  ? await createNativeTestDatabase(adminUrl)
  : await createEmbeddedTestDatabase();
console.log(`database: ${adminUrl ? 'native PostgreSQL' : 'embedded (PGlite)'}`);

const embedder = process.argv.includes('--words-only')
  ? null
  : await openLocalEmbedder(
      await fetchLocalModel({
        directory: path.resolve(
          process.env.MODELS_DIR ?? path.join(process.env.DATA_DIR ?? '.data', 'models'),
        ),
        mirrorUrl: process.env.MODELS_MIRROR_URL,
        signal: new AbortController().signal,
      }),
    );

try {
  const tenantId = await test.createTenant('Bench');
  const names = await ingest(test.database, tenantId, documents, embedder);
  const rows: Measured[] = await measureBaselines(documents, questions, BUDGETS, embedder);
  let isReached = true;
  for (const [name, model] of [
    ['words', null],
    ['meaning', embedder],
  ] as const) {
    if (name === 'meaning' && model === null) continue;
    const run = await askAll(test.database, tenantId, names, questions, BUDGETS, model);
    const recall = new Map(
      BUDGETS.map((each) => [each as number, mean(run.recalls.get(each) ?? [])]),
    );
    rows.push({ name: name === 'words' ? 'search, words' : 'search, words and meaning', recall });
    console.log(
      `\n${rows.at(-1)?.name}: search p50 ${at(run.tookMs, 0.5)} ms, p95 ${at(run.tookMs, 0.95)} ms`,
    );
    for (const [i, budget] of BUDGETS.entries()) {
      const bound = BOUNDS[name][i] ?? 0;
      isReached &&= (recall.get(budget) ?? 0) >= bound;
      console.log(
        `  ${budget} characters, bound ${bound}: ${spread(run.recalls.get(budget) ?? [])}`,
      );
    }
  }
  console.log(
    `\n${'mean span recall within'.padEnd(34)}${BUDGETS.map((each) => `${each} ch.`.padStart(10)).join('')}`,
  );
  for (const { name, recall } of rows) {
    const cells = BUDGETS.map((each) => (recall.get(each) ?? 0).toFixed(4).padStart(10));
    console.log(name.padEnd(34) + cells.join(''));
  }
  console.log(isReached ? '\nAll bounds reached.' : '\nNOT all bounds reached.');
  process.exitCode = isReached ? 0 : 1;
} finally {
  await embedder?.close();
  await test.close();
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
}

function at(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

/** By document and by halves: how much of a figure hangs on which questions were asked. */
function spread(recalls: readonly number[]): string {
  const group = (pick: (question: BenchQuestion, i: number) => boolean): string =>
    mean(recalls.filter((_, i) => pick(questions[i] as BenchQuestion, i))).toFixed(3);
  const byDocument = documents.map(
    ({ name }) => `${name} ${group((each) => each.document === name)}`,
  );
  const deviation = Math.sqrt(
    mean(recalls.map((each) => (each - mean(recalls)) ** 2)) / Math.max(1, recalls.length),
  );
  return [
    `${mean(recalls).toFixed(4)} (standard error ${deviation.toFixed(3)})`,
    ...byDocument,
    `even ${group((_, i) => i % 2 === 0)} odd ${group((_, i) => i % 2 === 1)}`,
  ].join('; ');
}
