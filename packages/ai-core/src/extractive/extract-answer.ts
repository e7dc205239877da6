import type { AnswerPart } from '@platform/api-contract/types';
import type { Retrieval } from '../retrieval-port.ts';
import { readCandidates } from './candidates.ts';
import { composeAnswer } from './compose-answer.ts';
import { ENOUGH_EVIDENCE, weighEvidence } from './evidence.ts';
import { readQuestion } from './question.ts';
import { scoreSentences } from './score-sentences.ts';
import { selectSentences } from './select-sentences.ts';

export interface Extract {
  /** Empty when the evidence is too weak to answer. */
  parts: AnswerPart[];
  /** From 0 to about 1.75; `ENOUGH_EVIDENCE` is where answering begins. */
  evidence: number;
}

/** Answers without a model: the fewest sentences of the passages that answer, each cited, or none. */
export function extractAnswer(request: {
  question: string;
  /** Words that the question takes over from the conversation. */
  carried?: string;
  /** The earlier question that it continues. */
  continues?: string | null;
  retrieval: Retrieval;
}): Extract {
  const { retrieval } = request;
  const candidates = readCandidates(retrieval.passages);
  const question = readQuestion(request.question, {
    carried: request.carried ?? '',
    continues: request.continues ?? null,
    ...(retrieval.terms === undefined ? {} : { terms: retrieval.terms }),
    ...(retrieval.searched === undefined ? {} : { searched: retrieval.searched }),
  });
  const chosen = selectSentences(question, scoreSentences(question, candidates));
  const evidence = weighEvidence(question, chosen, retrieval);
  if (evidence < ENOUGH_EVIDENCE) return { parts: [], evidence };
  return { parts: composeAnswer(chosen, candidates, question.wants), evidence };
}
