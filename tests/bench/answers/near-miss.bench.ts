/**
 * How often the extractive answerer declines what the documents are about but do not answer, and what
 * that costs: the share of answerable questions it declines, and of those it answers rightly.
 *
 *   [NEAR_MISS_DATA=<file>] node tests/bench/answers/near-miss.bench.ts [--words-only] [--show]
 *
 * The help centre and the tiny workspaces are in this folder. NEAR_MISS_DATA names a file in the
 * form of SQuAD 2.0 (such as its dev-v2.0.json); of each article up to 25 questions of each kind are
 * asked, all articles in one workspace. Settings were chosen on the help centre, the tiny workspaces
 * but the last, and every second article; the other articles and the ferry were left aside.
 */
import path from 'node:path';
import { createEmbeddedTestDatabase } from '@platform/db/testing';
import { type Embedder, fetchLocalModel, openLocalEmbedder } from '@platform/knowledge';
import { type Asked, ask } from './ask.ts';
import { helpCentreQuestions, helpCentreUnanswerable } from './help-centre-questions.ts';
import { helpCentreNearMisses } from './near-misses.ts';
import { smallCorpora } from './small-questions.ts';
import { readSquad, type SquadArticle } from './squad.ts';
import { fillWorkspace, readHelpCentre, readMarkdown, type Workspace } from './workspace.ts';

const QUESTIONS_EACH = 25;
/** Written when the settings were chosen; it then mended two rules, for "how far" and "how fast". */
const LEFT_ASIDE = 'ferry';
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

interface Wanted {
  question: string;
  isRight: (asked: Asked, workspace: Workspace) => boolean;
}
interface Case {
  label: string;
  workspace: Workspace;
  answered: readonly Wanted[];
  open: readonly string[];
}

const quoting = ({ question, answer }: { question: string; answer: string }): Wanted => ({
  question,
  isRight: ({ citations }) => citations.some(({ quote }) => quote.includes(answer)),
});

/** Right where one citation holds at least half of the reference. */
const within = (article: SquadArticle): Wanted[] =>
  article.answered.map(({ text, references, document }) => ({
    question: text,
    isRight: ({ citations }, { names }) =>
      references.some((reference) =>
        citations.some(
          ({ documentId, start, end }) =>
            names.get(documentId) === document &&
            2 * (Math.min(end, reference.end) - Math.max(start, reference.start)) >=
              reference.end - reference.start,
        ),
      ),
  }));

async function fill(label: string, texts: readonly { name: string; text: string }[]) {
  return fillWorkspace(test.database, await test.createTenant(label), texts, embedder);
}

async function readCases(): Promise<Case[]> {
  const help = await fill('Help', readHelpCentre());
  const cases: Case[] = [
    {
      label: 'chosen on: help centre, near misses',
      workspace: help,
      answered: helpCentreQuestions.map(quoting),
      open: helpCentreNearMisses,
    },
    {
      label: 'chosen on: help centre, other things left open',
      workspace: help,
      answered: [],
      open: helpCentreUnanswerable,
    },
  ];
  for (const { name, questions, definitions, nearMisses } of smallCorpora) {
    const workspace = await fill(name, readMarkdown(path.join('small', name)));
    cases.push({
      label: `${name === LEFT_ASIDE ? 'left aside' : 'chosen on'}: ${name}`,
      workspace,
      answered: [...questions, ...definitions].map(quoting),
      open: nearMisses,
    });
  }
  const squad = process.env.NEAR_MISS_DATA;
  if (squad === undefined || squad === '') return cases;
  const articles = readSquad(squad, QUESTIONS_EACH);
  const workspace = await fill(
    'Articles',
    articles.map(({ document }) => document),
  );
  for (const [place, label] of ['chosen on: articles', 'left aside: articles'].entries()) {
    const own = articles.filter((_, i) => i % 2 === place);
    cases.push({
      label,
      workspace,
      answered: own.flatMap(within),
      open: own.flatMap(({ unanswered }) => unanswered),
    });
  }
  return cases;
}

const percent = (some: number, all: number): string =>
  (all === 0 ? '–' : `${((100 * some) / all).toFixed(1)} %`).padStart(8);

async function report(mode: string, cases: readonly Case[], asking: Embedder | null) {
  console.log(`\n== ${mode} ==`);
  for (const { label, workspace, answered, open } of cases) {
    const retriever = workspace.retriever(asking);
    let [right, declined, declinedOpen] = [0, 0, 0];
    for (const { question, isRight } of answered) {
      const asked = await ask(retriever, question);
      const isHit = isRight(asked, workspace);
      right += Number(isHit);
      declined += Number(!asked.isAnswered);
      show(asked.isAnswered ? (isHit ? 'right' : 'beside') : 'declined wrongly', question, asked);
    }
    for (const question of open) {
      const asked = await ask(retriever, question);
      declinedOpen += Number(!asked.isAnswered);
      show(asked.isAnswered ? 'answered wrongly' : 'declined rightly', question, asked);
    }
    console.log(
      `  ${label.padEnd(48)} right${percent(right, answered.length)}  declined wrongly${percent(declined, answered.length)} of ${answered.length}  rightly${percent(declinedOpen, open.length)} of ${open.length}`,
    );
  }
}

function show(label: string, question: string, { text }: Asked): void {
  if (isShown) console.log(`${label} | ${question}\n    ${text.replaceAll('\n', '\n    ')}`);
}

try {
  const cases = await readCases();
  await report('search by words', cases, null);
  if (embedder) await report('search by words and meaning', cases, embedder);
} finally {
  await embedder?.close();
  await test.close();
}
