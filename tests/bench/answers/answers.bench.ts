/**
 * What the extractive answerer is worth: how often the right words are in the answer, how long it is,
 * and how often it declines rightly and wrongly, beside the naive answer in the same run.
 *
 *   BENCH_DATA=<folder> node tests/bench/answers/answers.bench.ts [--words-only] [--show]
 *
 * Naive is the best passage, cut to the length of our answer to the same question (to 400 characters
 * where ours declines); it never declines.
 * Hits count declined questions as missed. Numbers of the threshold come from evidence.ts; nothing here
 * fits it. `--show` prints each answer.
 */
import path from 'node:path';
import { createEmbeddedTestDatabase } from '@platform/db/testing';
import { type Embedder, fetchLocalModel, openLocalEmbedder } from '@platform/knowledge';
import { type BenchQuestion, readBenchData, type Span } from '../retrieval/questions.ts';
import { type Asked, ask } from './ask.ts';
import { helpCentreQuestions, helpCentreUnanswerable } from './help-centre-questions.ts';
import { unanswerable } from './unanswerable.ts';
import { fillWorkspace, readHelpCentre, type Workspace } from './workspace.ts';

/** Length of a naive answer where ours declines: about what ours have otherwise. */
const USUAL_CHARS = 400;

const folder = process.env.BENCH_DATA;
if (folder === undefined || folder === '') {
  console.error('Set BENCH_DATA to the folder with questions.jsonl and the documents.');
  process.exit(2);
}
const { documents, questions } = readBenchData(folder);
const isShown = process.argv.includes('--show');
const test = await createEmbeddedTestDatabase();
const embedder = process.argv.includes('--words-only') ? null : await openModel();

function openModel(): Promise<Embedder> {
  const directory = process.env.MODELS_DIR ?? path.join(process.env.DATA_DIR ?? '.data', 'models');
  return fetchLocalModel({
    directory: path.resolve(directory),
    mirrorUrl: process.env.MODELS_MIRROR_URL,
    signal: new AbortController().signal,
  }).then(openLocalEmbedder);
}

interface CitedSpan extends Span {
  document: string;
}

/** Share of the reference characters that the spans hold, and whether they hold most of any reference. */
function hold(question: BenchQuestion, spans: readonly CitedSpan[]) {
  let [held, all, any] = [0, 0, false];
  const ours = spans.filter(({ document }) => document === question.document);
  for (const reference of question.references) {
    let covered = 0;
    for (let at = reference.start; at < reference.end; at += 1) {
      if (ours.some(({ start, end }) => start <= at && at < end)) covered += 1;
    }
    held += covered;
    all += reference.end - reference.start;
    any ||= covered * 2 >= reference.end - reference.start;
  }
  return { recall: held / all, any };
}

interface Row {
  answered: number;
  recall: number;
  any: number;
  naiveRecall: number;
  naiveAny: number;
  chars: number;
  citations: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const share = (asked: readonly Asked[]): number =>
  mean(asked.map(({ isAnswered }) => Number(isAnswered)));
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);

function show(label: string, question: string, asked: Asked): void {
  if (isShown)
    console.log(
      `${label} | ${question}\n    ${asked.isAnswered ? asked.text.replaceAll('\n', '\n    ') : '(declined)'}`,
    );
}

async function askBenchQuestion(
  workspace: Workspace,
  asking: Embedder | null,
  question: BenchQuestion,
): Promise<Row> {
  const asked = await ask(workspace.retriever(asking), question.text);
  const nameOf = (id: string) => workspace.names.get(id) ?? '';
  const spans = asked.citations.map(({ documentId, start, end }) => ({
    document: nameOf(documentId),
    start,
    end,
  }));
  const chars = asked.isAnswered ? asked.text.length : 0;
  const top = asked.topPassage;
  const cut = top
    ? [
        {
          document: nameOf(top.documentId),
          start: top.start,
          end: Math.min(top.end, top.start + (asked.isAnswered ? chars : USUAL_CHARS)),
        },
      ]
    : [];
  const ours = hold(question, spans);
  const naive = hold(question, cut);
  show(ours.any ? 'hit ' : 'miss', question.text, asked);
  return {
    answered: Number(asked.isAnswered),
    recall: ours.recall,
    any: Number(ours.any),
    naiveRecall: naive.recall,
    naiveAny: Number(naive.any),
    chars,
    citations: asked.citations.length,
  };
}

async function report(mode: string, asking: Embedder | null, spaces: Spaces): Promise<void> {
  const rows: (Row & { question: BenchQuestion })[] = [];
  const hidden: Asked[] = [];
  for (const question of questions) {
    rows.push({ ...(await askBenchQuestion(spaces.all, asking, question)), question });
    const overlaps = (passage: { documentId: string; start: number; end: number }) =>
      spaces.all.names.get(passage.documentId) === question.document &&
      question.references.some(({ start, end }) => start < passage.end && passage.start < end);
    hidden.push(await ask(spaces.all.retriever(asking), question.text, overlaps));
  }
  const foreign: Asked[] = [];
  for (const question of questions) {
    const without = spaces.without.get(question.document);
    if (without) foreign.push(await ask(without.retriever(asking), question.text));
  }
  const everyday: Asked[] = [];
  for (const question of unanswerable) {
    const asked = await ask(spaces.all.retriever(asking), question);
    show('unanswerable', question, asked);
    everyday.push(asked);
  }
  console.log(`\n== ${mode} ==`);
  console.log(
    `${questions.length} questions with known spans (${documents.length} documents, ${spaces.all.chunkCount} chunks)`,
  );
  const line = (label: string, some: readonly Row[]) => {
    const of = (key: keyof Row) => mean(some.map((row) => row[key]));
    console.log(
      `  ${label.padEnd(20)} answered${percent(of('answered'))}  span recall${percent(of('recall'))} (naive${percent(of('naiveRecall'))})  right span in it${percent(of('any'))} (naive${percent(of('naiveAny'))})  ${of('chars').toFixed(0)} characters, ${of('citations').toFixed(1)} citations`,
    );
  };
  line('all', rows);
  for (const { name } of documents)
    line(
      name,
      rows.filter(({ question }) => question.document === name),
    );
  line(
    'odd questions',
    rows.filter((_, i) => i % 2 === 1),
  );
  line(
    'even questions',
    rows.filter((_, i) => i % 2 === 0),
  );

  const centre: { asked: Asked; hit: boolean }[] = [];
  for (const { question, answer } of helpCentreQuestions) {
    const asked = await ask(spaces.help.retriever(asking), question);
    const hit = asked.citations.some(({ quote }) => quote.includes(answer));
    show(hit ? 'hit ' : 'miss', question, asked);
    centre.push({ asked, hit });
  }
  const centreNot: Asked[] = [];
  for (const question of helpCentreUnanswerable) {
    const asked = await ask(spaces.help.retriever(asking), question);
    show('unanswerable', question, asked);
    centreNot.push(asked);
  }
  const answers = centre.map(({ asked }) => asked);
  const naiveHits = centre.map(({ asked }, i) => {
    const length = asked.isAnswered ? asked.text.length : USUAL_CHARS;
    const cut = asked.topPassage?.text.slice(0, length) ?? '';
    return Number(cut.includes(helpCentreQuestions[i]?.answer ?? ''));
  });
  console.log(`${centre.length} short questions to a help centre`);
  console.log(
    `  answered${percent(share(answers))}  right words in it${percent(mean(centre.map(({ hit }) => Number(hit))))} (naive${percent(mean(naiveHits))})  ${mean(answers.map(({ text }) => text.length)).toFixed(0)} characters`,
  );
  console.log('Declined (rightly: no document answers; wrongly: one does)');
  const declined = (label: string, asked: readonly Asked[]) =>
    console.log(`  ${label.padEnd(62)}${percent(1 - share(asked))} of ${asked.length}`);
  declined('rightly: its document is not there', foreign);
  declined('rightly: everyday questions, other documents', everyday);
  declined('rightly: questions that the help centre leaves open', centreNot);
  declined('the passages that answer were taken away, the rest left', hidden);
  console.log(
    `  ${'wrongly: questions with known spans'.padEnd(62)}${percent(1 - mean(rows.map(({ answered }) => answered)))}`,
  );
  declined('wrongly: short questions to the help centre', answers);
  console.log('  naive declines none of these.');
}

interface Spaces {
  all: Workspace;
  help: Workspace;
  without: Map<string, Workspace>;
}

async function fill(
  label: string,
  texts: readonly { name: string; text: string }[],
): Promise<Workspace> {
  return fillWorkspace(test.database, await test.createTenant(label), texts, embedder);
}

try {
  const spaces: Spaces = {
    all: await fill('All', documents),
    help: await fill('Help', readHelpCentre()),
    without: new Map(),
  };
  for (const { name } of documents) {
    spaces.without.set(
      name,
      await fill(
        `Without ${name}`,
        documents.filter((each) => each.name !== name),
      ),
    );
  }
  await report('search by words', null, spaces);
  if (embedder) await report('search by words and meaning', embedder, spaces);
} finally {
  await embedder?.close();
  await test.close();
}
