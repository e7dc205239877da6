import type { AnswerPart } from '@platform/api-contract/types';
import { type SearchQuestion, type Turn, understandFollowUp } from '../conversation/follow-up.ts';
import { splitQuestion } from '../conversation/question-parts.ts';
import { extractAnswer } from '../extractive/extract-answer.ts';
import type { Passage, Retrieval } from '../retrieval-port.ts';

/** One part of a question with what answers it; empty where the documents do not. */
export interface ExtractedPart {
  question: string;
  parts: AnswerPart[];
}

/** The same passages once, in the order of the first time. */
function joined(retrievals: readonly Retrieval[]): Passage[] {
  const seen = new Set<string>();
  return retrievals.flatMap(({ passages }) =>
    passages.filter(({ documentId, start, end }) => {
      const key = `${documentId} ${start} ${end}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    }),
  );
}

/**
 * Answers each part of a question out of a search of its own, a later part in the light of the earlier
 * ones ("… and how much does it cost?"). Where no part has an answer alone, the question as a whole is
 * tried, as it is where there is one part only. `retrieval` is what was searched in all.
 */
export async function extractByParts(asked: {
  question: string;
  search: SearchQuestion;
  /** What was found for the whole question. */
  retrieval: Retrieval;
  history: readonly Turn[];
  retrieve: (query: string) => Promise<Retrieval>;
}): Promise<{ parts: ExtractedPart[]; retrieval: Retrieval }> {
  const { question, search, retrieval } = asked;
  const questions = splitQuestion(question);
  if (questions.length > 1) {
    const history = [...asked.history];
    const retrievals: Retrieval[] = [];
    const parts: ExtractedPart[] = [];
    for (const each of questions) {
      const own = understandFollowUp(each, history);
      const found = await asked.retrieve(own.query);
      retrievals.push(found);
      parts.push({
        question: each,
        ...extractAnswer({ question: each, ...own, retrieval: found }),
      });
      history.push({ role: 'visitor', text: each });
    }
    if (parts.some((part) => part.parts.length > 0)) {
      const tookMs = [retrieval, ...retrievals].reduce((sum, each) => sum + each.tookMs, 0);
      return { parts, retrieval: { ...retrieval, passages: joined(retrievals), tookMs } };
    }
  }
  const { parts } = extractAnswer({ question, ...search, retrieval });
  return { parts: [{ question, parts }], retrieval };
}
