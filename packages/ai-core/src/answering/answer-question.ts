import type { AnswerPart } from '@platform/api-contract/types';
import { type SearchQuestion, understandFollowUp } from '../conversation/follow-up.ts';
import { guessLanguage, spokenLanguage } from '../conversation/language.ts';
import { type Phrases, phrases } from '../conversation/phrases.ts';
import { rewriteQuestion } from '../conversation/rewrite-question.ts';
import { readSmallTalk, type SmallTalkRead, withoutSmallTalk } from '../conversation/small-talk.ts';
import type { SmallTalk } from '../conversation/small-talk-words.ts';
import { groundedParts } from '../grounded/grounded-answer.ts';
import type { AnswerEvent, AnswerRequest } from './answer-events.ts';
import { type AnswerRun, BUILT_IN, startRun } from './answer-run.ts';
import { continueAfter } from './continue-after.ts';
import { extractByParts } from './extract-by-parts.ts';
import { plainPart } from './plain-part.ts';

/** How much text search may hand over: enough for an answer out of several places, small enough for any model. */
const PASSAGE_BUDGET_CHARS = 6_000;
const EXTRACTIVE = { provider: BUILT_IN, model: 'extractive' };

/**
 * Answers a visitor's question out of a workspace's documents, sentence by checked sentence. Yields
 * `started` once search is done (not for small talk), each sentence as a `part`, and always ends with
 * one `finished`. Trouble with search or a model never throws: it ends in the outcome `failed` with a
 * sentence for the visitor. An abort of `signal` stops at once and keeps what was said.
 */
export async function* answerQuestion(request: AnswerRequest): AsyncGenerator<AnswerEvent, void> {
  const run = startRun(request.now ?? (() => performance.now()));
  const talk = readSmallTalk(request.question);
  const words = phrasesFor(request, talk);
  if (talk) {
    yield run.say(plainPart(replyTo(talk.kind, words, request)));
    yield run.finish('greeting', { wantsPerson: talk.kind === 'person' });
    return;
  }
  try {
    yield* searchAndAnswer(request, run, words);
  } catch (error) {
    if (request.signal.aborted) {
      run.stopped({ ...EXTRACTIVE, outcome: 'stopped' });
      yield run.finish(run.tree.blocks.length > 0 ? 'answered' : 'failed');
      return;
    }
    run.attempted({ ...EXTRACTIVE, outcome: 'failed', detail: describe(error) });
    yield run.say(plainPart(words.failed));
    yield run.finish('failed');
  }
}

function phrasesFor(
  { question, assistant, history, locale }: AnswerRequest,
  talk: SmallTalkRead | null,
): Phrases {
  const set = spokenLanguage(assistant.language);
  if (set) return phrases[set];
  // "ok" and "thanks" are said in every language; only others tell which one it is.
  if (talk?.language && talk.language !== 'en') return phrases[talk.language];
  const before = history.filter(({ role }) => role === 'visitor').map(({ text }) => text);
  const ofPage = spokenLanguage(locale) ?? 'en';
  return phrases[guessLanguage(question, guessLanguage(before.join(' '), ofPage))];
}

function replyTo(talk: SmallTalk, words: Phrases, request: AnswerRequest): string {
  const { assistant, workspaceName } = request;
  switch (talk) {
    case 'greeting':
      return words.greeting(workspaceName);
    case 'still-there':
      return words.stillThere(workspaceName);
    case 'how-are-you':
      return words.howAreYou(workspaceName);
    case 'thanks':
      return words.thanks(workspaceName);
    case 'agreement':
      return words.agreement(workspaceName);
    case 'goodbye':
      return words.goodbye;
    case 'what-are-you':
      return words.whatIAm(assistant.name, workspaceName);
    case 'help':
      return words.help(workspaceName);
    case 'displeased':
      return words.displeased;
    case 'person':
      return words.person;
  }
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown error';

async function* searchAndAnswer(
  request: AnswerRequest,
  run: AnswerRun,
  words: Phrases,
): AsyncGenerator<AnswerEvent, void> {
  const { signal, retriever, models } = request;
  const question = withoutSmallTalk(request.question);
  const search = await understand(request, question, run);
  const retrieve = (query: string) =>
    unlessAborted(signal, retriever.retrieve({ query, budgetChars: PASSAGE_BUDGET_CHARS, signal }));
  const retrieval = await retrieve(search.query);
  run.found(retrieval);
  const sources = new Set(retrieval.passages.map(({ documentId }) => documentId));
  yield { type: 'started', sourceCount: sources.size };

  if (models && retrieval.passages.length > 0) {
    const ended = yield* said(
      groundedParts({ ...request, question }, models, retrieval.passages, run),
      run,
    );
    signal.throwIfAborted();
    const proven = ended.supported > 0;
    if (ended.complete && (proven || ended.notFound)) {
      if (!proven) yield* sayNotFound(request, run, words);
      yield run.finish(proven ? 'answered' : 'not-found');
      return;
    }
  }
  // No model, none that worked, or none that said a thing the passages bear: their own sentences do.
  const extracted = await extractByParts({
    question,
    search,
    retrieval,
    history: request.history,
    retrieve,
  });
  run.found(extracted.retrieval);
  const answers = extracted.parts.some(({ parts }) => parts.length > 0);
  for (const { question: asked, parts } of extracted.parts) {
    for (const part of inParagraph(continueAfter(run.tree, parts), extracted.parts.length > 1)) {
      signal.throwIfAborted();
      yield run.say(part);
    }
    if (answers && parts.length === 0) {
      yield run.say(plainPart(words.partNotFound(asked.replace(/\?$/, ''), request.workspaceName)));
    }
  }
  run.attempted({ ...EXTRACTIVE, outcome: 'ok' });
  if (run.tree.citations.length > 0) {
    yield run.finish('answered');
    return;
  }
  yield* sayNotFound(request, run, words);
  yield run.finish('not-found');
}

/** Each part of a question is answered in a paragraph of its own. */
function inParagraph(parts: readonly AnswerPart[], isOwn: boolean): AnswerPart[] {
  return parts.map((part, i) =>
    isOwn && i === 0 && part.placement === 'continue' ? { ...part, placement: 'paragraph' } : part,
  );
}

/** Yields parts as events and keeps their generator's result. */
async function* said<Result>(
  parts: AsyncGenerator<AnswerPart, Result>,
  run: AnswerRun,
): AsyncGenerator<AnswerEvent, Result> {
  let step = await parts.next();
  while (!step.done) {
    yield run.say(step.value);
    step = await parts.next();
  }
  return step.value;
}

/** What to search for; a model is asked only where the question leans on what was said before. */
async function understand(
  request: AnswerRequest,
  question: string,
  run: AnswerRun,
): Promise<SearchQuestion> {
  const byRule = understandFollowUp(question, request.history);
  const model = request.models?.models[0];
  if (!byRule.dependent || !model) return byRule;
  const rewritten = await rewriteQuestion(question, request.history, model, request.signal);
  run.spent({
    promptChars: rewritten.promptChars,
    inputTokens: rewritten.report.usage.input,
    outputTokens: rewritten.report.usage.output,
    tokensEstimated: rewritten.report.usage.estimated,
    costMicros: rewritten.report.costMicros,
  });
  return rewritten.question === null ? byRule : { ...byRule, query: rewritten.question };
}

function* sayNotFound(
  { assistant, workspaceName }: AnswerRequest,
  run: AnswerRun,
  words: Phrases,
): Generator<AnswerEvent> {
  const opened = run.tree.blocks.length > 0;
  yield run.say(plainPart(words.notFound(workspaceName), opened ? 'continue' : 'paragraph'));
  const unsure = assistant.whenUnsure.trim();
  if (unsure !== '') yield run.say(plainPart(unsure, 'continue'));
}

/** The promise, or a rejection as soon as the signal aborts, whether or not the work heeds it. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
