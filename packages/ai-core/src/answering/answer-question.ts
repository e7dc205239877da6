import { understandFollowUp } from '../conversation/follow-up.ts';
import { guessLanguage, spokenLanguage } from '../conversation/language.ts';
import { type Phrases, phrases } from '../conversation/phrases.ts';
import { readSmallTalk, type SmallTalk, withoutGreeting } from '../conversation/small-talk.ts';
import { extractAnswer } from '../extractive/extract-answer.ts';
import type { AnswerEvent, AnswerRequest } from './answer-events.ts';
import { type AnswerRun, BUILT_IN, startRun } from './answer-run.ts';
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
  const words = phrasesFor(request);
  const talk = readSmallTalk(request.question);
  if (talk) {
    yield run.say(plainPart(replyTo(talk, words, request)));
    yield run.finish('greeting', { wantsPerson: talk === 'person' });
    return;
  }
  try {
    yield* searchAndAnswer(request, run, words);
  } catch (error) {
    if (request.signal.aborted) {
      run.attempted({ ...EXTRACTIVE, outcome: 'stopped' });
      yield run.finish(run.tree.blocks.length > 0 ? 'answered' : 'failed');
      return;
    }
    run.attempted({ ...EXTRACTIVE, outcome: 'failed', detail: describe(error) });
    yield run.say(plainPart(words.failed));
    yield run.finish('failed');
  }
}

function phrasesFor({ question, assistant, history }: AnswerRequest): Phrases {
  const set = spokenLanguage(assistant.language);
  if (set) return phrases[set];
  const before = history.filter(({ role }) => role === 'visitor').map(({ text }) => text);
  return phrases[guessLanguage(question, guessLanguage(before.join(' ')))];
}

function replyTo(talk: SmallTalk, words: Phrases, request: AnswerRequest): string {
  switch (talk) {
    case 'greeting':
      return words.greeting(request.workspaceName);
    case 'thanks':
      return words.thanks;
    case 'goodbye':
      return words.goodbye;
    case 'what-are-you':
      return words.whatIAm(request.assistant.name, request.workspaceName);
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
  const { signal, retriever, assistant, workspaceName } = request;
  const question = withoutGreeting(request.question);
  const search = understandFollowUp(question, request.history);
  const retrieval = await unlessAborted(
    signal,
    retriever.retrieve({ query: search.query, budgetChars: PASSAGE_BUDGET_CHARS, signal }),
  );
  run.found(retrieval);
  const sources = new Set(retrieval.passages.map(({ documentId }) => documentId));
  yield { type: 'started', sourceCount: sources.size };

  const { parts } = extractAnswer({ question, ...search, retrieval });
  for (const part of parts) {
    signal.throwIfAborted();
    yield run.say(part);
  }
  run.attempted({ ...EXTRACTIVE, outcome: 'ok' });
  if (parts.length > 0) {
    yield run.finish('answered');
    return;
  }
  yield run.say(plainPart(words.notFound(workspaceName)));
  const unsure = assistant.whenUnsure.trim();
  if (unsure !== '') yield run.say(plainPart(unsure, 'continue'));
  yield run.finish('not-found');
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
