import { applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import type {
  AnswerOutcome,
  AnswerPart,
  AnswerTrace,
  AnswerTree,
} from '@platform/api-contract/types';
import type { Passage, Retrieval } from '../retrieval-port.ts';
import type { AnswerEvent } from './answer-events.ts';

export type Attempt = AnswerTrace['attempts'][number];

/** What the models of one answer took together. */
export interface Spending {
  promptChars: number;
  inputTokens: number;
  outputTokens: number;
  tokensEstimated: boolean;
  costMicros: number;
}

/** Keeps the books of one answer: what was said so far, by whom, and what it took. */
export interface AnswerRun {
  readonly tree: AnswerTree;
  say(part: AnswerPart): AnswerEvent;
  found(retrieval: Retrieval): void;
  attempted(attempt: Attempt): void;
  /** The answer was stopped; says so by `attempt` unless a model's attempt says it already. */
  stopped(attempt: Attempt): void;
  spent(spending: Spending): void;
  removed(sentences: number): void;
  finish(outcome: AnswerOutcome, options?: { wantsPerson?: boolean }): AnswerEvent;
}

/** The provider name of answers that no model made. */
export const BUILT_IN = 'parley';

const overlaps = (passage: Passage, tree: AnswerTree): boolean =>
  tree.citations.some(
    ({ documentId, start, end }) =>
      documentId === passage.documentId && start < passage.end && passage.start < end,
  );

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

export function startRun(now: () => number): AnswerRun {
  const startedAt = now();
  let tree: AnswerTree = emptyAnswer;
  let retrieval: Retrieval | null = null;
  let firstSentenceMs: number | null = null;
  const attempts: Attempt[] = [];
  const spending: Spending = {
    promptChars: 0,
    inputTokens: 0,
    outputTokens: 0,
    tokensEstimated: false,
    costMicros: 0,
  };
  let sentencesRemoved = 0;

  return {
    get tree() {
      return tree;
    },
    say(part) {
      tree = applyAnswerPart(tree, part);
      firstSentenceMs ??= rounded(now() - startedAt);
      return { type: 'part', part };
    },
    found(result) {
      retrieval = result;
    },
    attempted(attempt) {
      attempts.push(attempt);
    },
    stopped(attempt) {
      if (attempts.at(-1)?.outcome !== 'stopped') attempts.push(attempt);
    },
    spent(more) {
      spending.promptChars += more.promptChars;
      spending.inputTokens += more.inputTokens;
      spending.outputTokens += more.outputTokens;
      spending.tokensEstimated ||= more.tokensEstimated;
      spending.costMicros += more.costMicros;
    },
    removed(sentences) {
      sentencesRemoved += sentences;
    },
    finish(outcome, options = {}) {
      const last = attempts.findLast((attempt) => attempt.outcome === 'ok') ?? attempts.at(-1);
      const trace: AnswerTrace = {
        outcome,
        provider: last?.provider ?? BUILT_IN,
        model: last?.model ?? 'none',
        searchMode: retrieval?.mode ?? 'none',
        searchQuery: retrieval?.query ?? '',
        passages: (retrieval?.passages ?? []).map((passage) => ({
          documentId: passage.documentId,
          documentTitle: passage.documentTitle,
          chunkId: passage.chunkId,
          start: passage.start,
          end: passage.end,
          score: passage.score,
          used: overlaps(passage, tree),
        })),
        attempts,
        ...spending,
        sentencesRemoved,
        searchMs: rounded(retrieval?.tookMs ?? 0),
        firstSentenceMs,
        totalMs: rounded(now() - startedAt),
      };
      return { type: 'finished', tree, outcome, trace, wantsPerson: options.wantsPerson ?? false };
    },
  };
}
