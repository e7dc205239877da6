import type { Retrieval } from '../retrieval-port.ts';
import { holdsKind } from './answer-kind.ts';
import { namesItsKind, type Question } from './question.ts';
import { hasWanted, type Scored } from './score-sentences.ts';

/** What a word found only in another passage counts: two halves of a question rarely meet by chance in one place. */
const ELSEWHERE = 0.5;
/** Below this a word next to the sentence is no evidence at all. */
const NOISE = 0.2;
const FRAME_SHARE = 0.3;
const MISSING_NAME = 0.2;
const LACKS_WANTED = 0.2;
/** Nearly always right where they hold, so each outweighs all but an answer in the question's own words. */
const LACKS_KIND = 0.5;
const LACKS_SUBJECT = 0.5;
/** A sentence that says this share of what the best one says may hold what is asked for. */
const NEARLY_MOST = 0.85;
const SHORT_TERMS = 3;
const FOUND_NEAR = 0.5;
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
/** … and no more than this against, and for: a near miss is as near in meaning as an answer. */
const MEANING_AGAINST = 0.3;
const MEANING_FOR = 0.2;

function meaningEvidence(retrieval: Retrieval): number {
  const floor = retrieval.similarityFloor;
  const known = retrieval.passages.flatMap(({ similarity }) => similarity ?? []);
  if (floor === undefined || known.length === 0) return 0;
  const share = (Math.max(...known) - floor) / (1 - floor);
  return Math.max(-MEANING_AGAINST, Math.min(MEANING_FOR, MEANING * (share - MEANING_LEVEL)));
}

/** Places, among the terms of a question, of those that say what it is about. */
function toldTerms({ terms, wants }: Question): number[] {
  return terms.flatMap(({ frame, term }, i) => (frame || namesItsKind(wants, term) ? [] : [i]));
}

/**
 * Whether no chosen sentence that says most of the question holds the kind of thing it asks for. How
 * much, without an amount of money; how many guests, without guests counted: that is no answer. Nor is
 * the price of one thing, where a short question asks for that of another.
 */
function lacksKind(question: Question, chosen: readonly Scored[]): boolean {
  const { asksFor } = question;
  if (asksFor === null) return false;
  const most = Math.max(...chosen.map(({ coverage }) => coverage));
  const told = toldTerms(question);
  const found = told.filter((i) => chosen.some(({ around }) => (around[i] ?? 0) >= FOUND_NEAR));
  return !chosen.some(
    ({ candidate, coverage, around }) =>
      coverage >= NEARLY_MOST * most &&
      (asksFor !== 'money' ||
        told.length > SHORT_TERMS ||
        found.every((i) => (around[i] ?? 0) >= FOUND_NEAR)) &&
      holdsKind(asksFor, candidate.text, question.text),
  );
}

/** Where the kind is not told: a number, a time, a name. */
function lacksWanted(question: Question, chosen: readonly Scored[]): boolean {
  if (!['person', 'time', 'quantity'].includes(question.wants)) return false;
  return chosen.every(({ candidate }) => hasWanted(question, candidate) === false);
}

/**
 * Whether a short question has a word that no document has and nothing near the answer stands for.
 * "Can I pay with Bitcoin" is about Bitcoin; a long question is told in words of its own.
 */
function lacksSubject(question: Question, chosen: readonly Scored[]): boolean {
  const told = toldTerms(question);
  return (
    told.length <= SHORT_TERMS &&
    told.some(
      (i) =>
        question.terms[i]?.unknown === true &&
        chosen.slice(0, 3).every(({ around }) => (around[i] ?? 0) < FOUND_NEAR),
    )
  );
}

/**
 * How well chosen sentences bear a question, from 0 to about 1.75. Two things are joined: the share
 * of the question's words that are found (rare ones count more, by the square root of their inverse
 * document frequency), and how unlikely it is that they meet in one place by chance: words with
 * frequencies f1, f2, … meet in a random passage with a chance of about f1·f2·…, so the sum of their
 * inverse document frequencies against ln(passages) says whether one such passage was to be expected.
 * A name, code or number that is nowhere lowers it, since nothing else can stand for it; so does the
 * lack of the kind of thing asked for, and in a short question a word that no document has.
 * Where meanings were compared, the likeness of the best passage counts for or against; against a
 * definition of the very thing asked for it does not, since models find so short a question unlike anything.
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
  const meaning = meaningEvidence(retrieval);
  const surprise = Math.min(MAX_SURPRISE, bits / question.lnPassages);
  return (
    found / weight +
    SURPRISE * surprise -
    (missingName ? MISSING_NAME : 0) -
    (lacksWanted(question, chosen) ? LACKS_WANTED : 0) -
    (lacksKind(question, chosen) ? LACKS_KIND : 0) -
    (lacksSubject(question, chosen) ? LACKS_SUBJECT : 0) +
    (best.defines ? Math.max(0, meaning) : meaning)
  );
}
