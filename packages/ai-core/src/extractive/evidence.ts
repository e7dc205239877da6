import type { Retrieval } from '../retrieval-port.ts';
import type { Question } from './question.ts';
import { hasWanted, type Scored } from './score-sentences.ts';

/** What a word found only in another passage counts: two halves of a question rarely meet by chance in one place. */
const ELSEWHERE = 0.5;
/** Below this a word next to the sentence is no evidence at all. */
const NOISE = 0.2;
const FRAME_SHARE = 0.3;
const MISSING_NAME = 0.2;
const LACKS_WANTED = 0.2;
const SURPRISE = 0.3;
const MAX_SURPRISE = 2.5;

/**
 * From where on the evidence carries an answer. Chosen where wrong answers to questions that the
 * documents do not answer and wrong refusals of those that they do cost the same, on two data sets
 * of unlike kind; `tests/bench/answers` measures both.
 */
export const ENOUGH_EVIDENCE = 0.86;

/** How the best likeness of meaning is read: nothing below this share of the way from floor to 1 … */
const MEANING_LEVEL = 0.31;
const MEANING = 2.2;
/** … and no more than this for or against. */
const MEANING_LIMIT = 0.6;

function meaningEvidence(retrieval: Retrieval): number {
  const floor = retrieval.similarityFloor;
  const known = retrieval.passages.flatMap(({ similarity }) => similarity ?? []);
  if (floor === undefined || known.length === 0) return 0;
  const share = (Math.max(...known) - floor) / (1 - floor);
  return Math.max(-MEANING_LIMIT, Math.min(MEANING_LIMIT, MEANING * (share - MEANING_LEVEL)));
}

/** Who, when, how many: an answer without a name, a time, a number is none. */
function lacksWanted(question: Question, chosen: readonly Scored[]): boolean {
  if (!['person', 'time', 'quantity'].includes(question.wants)) return false;
  return chosen.every(({ candidate }) => hasWanted(question, candidate) === false);
}

/**
 * How well chosen sentences bear a question, from 0 to about 1.75. Two things are joined: the share
 * of the question's words that are found (rare ones count more, by the square root of their inverse
 * document frequency), and how unlikely it is that they meet in one place by chance: words with
 * frequencies f1, f2, … meet in a random passage with a chance of about f1·f2·…, so the sum of their
 * inverse document frequencies against ln(passages) says whether one such passage was to be expected.
 * A name, code or number that is nowhere lowers it, since nothing else can stand for it.
 * Where meanings were compared, the likeness of the best passage counts for or against.
 */
export function weighEvidence(
  question: Question,
  chosen: readonly Scored[],
  retrieval: Retrieval,
): number {
  const best = chosen[0];
  if (!best) return 0;
  let weight = 0;
  let found = 0;
  let bits = 0;
  let missingName = false;
  question.terms.forEach(({ idf, frame, exact }, i) => {
    const match = chosen.slice(0, 3).reduce((most, { around, candidate }) => {
      const share = candidate.passage === best.candidate.passage ? 1 : ELSEWHERE;
      return Math.max(most, share * (around[i] ?? 0));
    }, 0);
    const share = Math.sqrt(idf) * (frame ? FRAME_SHARE : 1);
    weight += share;
    found += share * match;
    bits += idf * (frame ? 0.5 : 1) * Math.max(0, (match - NOISE) / (1 - NOISE));
    if (exact && match < 0.5) missingName = true;
  });
  if (weight === 0) return 0;
  const surprise = Math.min(MAX_SURPRISE, bits / question.lnPassages);
  return (
    found / weight +
    SURPRISE * surprise -
    (missingName ? MISSING_NAME : 0) -
    (lacksWanted(question, chosen) ? LACKS_WANTED : 0) +
    meaningEvidence(retrieval)
  );
}
