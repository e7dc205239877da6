import { tokenise } from '@platform/shared/text/tokens';
import { holdsKind } from './answer-kind.ts';
import type { Candidate } from './candidates.ts';
import { definesSubject } from './definition.ts';
import { namesItsKind, type Question, readQuestion, type Wants } from './question.ts';
import { readableText } from './readable-text.ts';
import { matchTerm } from './term-match.ts';

export interface Scored {
  candidate: Candidate;
  /** Comparable within one question. */
  score: number;
  /** Share of the question's weight that the sentence itself says, 0 to 1. */
  own: number;
  /** The same with what its heading, title and neighbours say. */
  coverage: number;
  /** How far the heading above says what the question says, 0 to 1. */
  section: number;
  /** It says what the thing is that the question asks for. */
  defines: boolean;
  /** Per term of the question, how well the sentence itself has it. */
  matches: number[];
  /** The same with its surroundings. */
  around: number[];
}

/** Share of what a sentence says itself; the rest is what it says in its place. */
const OWN = 0.5;
const RANK = 0.1;
/** How much a word loses that nearly every sentence found has: it does not tell them apart. */
const COMMON = 2;
/** A section whose heading asks the question, or names its subject, answers it; first of all in its first sentences. */
const SECTION = 0.45;
const LEAD = 0.12;
/** A heading that is the very question: what stands under it answers, in whichever words. */
const SAME_QUESTION = 0.95;
const ASKED_ABOVE = 0.6;
const LEADING_SENTENCES = 3;
/** How search itself ranked the sentence, from 0 to 1 among those it found. */
const FOUND = 0.8;
/** What a word next to the sentence is worth against one within it. */
const CONTEXT = {
  previous: 0.55,
  earlier: 0.3,
  next: 0.25,
  heading: 0.85,
  title: 0.6,
  passage: 0.3,
};

const NUMBER =
  /\p{N}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|twice|once|zero|nothing|free|unlimited|no (?:cost|charge|limit))\b/iu;
const TIME =
  /\b(?:1\d{3}|20\d{2})\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d{1,2}(?::\d{2})?\s?[ap]\.?m\b|\b(?:\p{N}+|one|two|three|four|five|six|seven|eight|nine|ten|several|few|a)\s*(?:to\s+\w+\s+|[-–]\s*\p{N}+\s*)?(?:working |business |calendar )?(?:second|minute|hour|day|night|week|month|year|decade|centur)\w*\b|\b(?:daily|weekly|monthly|yearly|immediately|at once|same day|24\/7)\b|\b\d{1,2}:\d{2}\b/iu;
const NAME = /(?<=\S )\p{Lu}\p{Ll}[\p{L}’'-]+/gu;
/** "A desk is …", "The trace shows …": the subject stands first, then what it is. */
const DEFINES =
  /^(?:(?:a|an|the) )?(?:[\p{L}\p{N}’'-]+ ){1,4}(?:is|are|was|were|means|shows|lets|allows|stands for|refers to|consists of|ist|sind|est|sont|es|son)\b/iu;
const REASON =
  /\b(?:because|since|due to|owing to|so that|in order to|therefore|thus|as a result|reason|caused?|led to|leads to|thanks to|hence)\b/i;

/** A name that the question does not name itself. */
function namesNew(text: string, asked: string): boolean {
  const known = asked.toLowerCase();
  return [...text.matchAll(NAME)].some(([name]) => !known.includes(name.toLowerCase()));
}

/** Whether a sentence has the kind of thing that is asked for; null where any sentence may. */
export function hasWanted(
  { wants, asksFor, text: asked }: Question,
  { text, kind }: Candidate,
): boolean | null {
  if (asksFor !== null && !['name', 'place', 'time', 'past'].includes(asksFor)) {
    return holdsKind(asksFor, text, asked);
  }
  switch (wants) {
    case 'quantity':
      return NUMBER.test(text);
    case 'time':
      return TIME.test(text);
    case 'person':
    case 'place':
      return namesNew(text, asked);
    case 'steps':
      return kind === 'step' || kind === 'bullet';
    case 'reason':
      return REASON.test(text);
    case 'several':
      return kind === 'bullet' || kind === 'step' || /, [^,]+,? (?:and|or) /.test(text);
    case 'definition':
      return DEFINES.test(text);
    case 'yes-no':
    case 'anything':
      return null;
  }
}

/** What having it is worth, and what lacking it costs. */
const WANTED: Record<Wants, readonly [number, number]> = {
  quantity: [0.1, 0.05],
  time: [0.12, 0.05],
  person: [0.06, 0.03],
  place: [0.04, 0],
  steps: [0.08, 0],
  reason: [0.08, 0],
  several: [0.03, 0],
  definition: [0.1, 0],
  'yes-no': [0, 0],
  anything: [0, 0],
};
/** A definition of the very thing asked for goes before all that else is said of it. */
const DEFINED = 1;
const KIND_WANTED = [0.2, 0.1] as const;
/** How well a sentence with the wanted kind of thing has a word that only names that kind. */
const KIND_NAMED = 0.7;

const wordsOf = (text: string): Set<string> =>
  new Set(tokenise(readableText(text)).map((token) => token.term));

interface Surroundings {
  heading: Set<string>;
  /** How far the nearest heading and the question say the same, 0 to 1. */
  section: number;
  title: Set<string>;
  passage: Set<string>;
}

/** The harmonic mean of how much of the question a heading has, and of the heading the question. */
function sameSubject(question: Question, heading: string): number {
  const terms = readQuestion(heading).terms.filter(({ frame }) => !frame);
  const asked = question.terms.filter(({ frame }) => !frame);
  if (terms.length === 0 || asked.length === 0) return 0;
  const ofHeading = new Set(terms.map(({ term }) => term));
  const ofQuestion = new Set(asked.map(({ term }) => term));
  const sum = asked.reduce((total, { weight }) => total + weight, 0);
  const recall =
    asked.reduce((total, { term, weight }) => total + weight * matchTerm(term, ofHeading), 0) / sum;
  const precision =
    terms.reduce((total, { term }) => total + matchTerm(term, ofQuestion), 0) / terms.length;
  return recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
}

function surroundingsOf(
  question: Question,
  candidates: readonly Candidate[],
): Map<Candidate['passage'], Surroundings> {
  const found = new Map<Candidate['passage'], Surroundings>();
  for (const { passage, terms } of candidates) {
    let known = found.get(passage);
    if (!known) {
      known = {
        heading: wordsOf(passage.headingPath.join(' ')),
        title: wordsOf(passage.documentTitle),
        passage: new Set(),
        section: sameSubject(question, passage.headingPath.at(-1) ?? ''),
      };
      found.set(passage, known);
    }
    for (const term of terms) known.passage.add(term);
  }
  return found;
}

/**
 * Scores every sentence for a question: the share of the question's telling words that it has (a
 * word near by, in a heading or title counts in part), how well its passage ranked, whether it has
 * the kind of thing that was asked for, and how near its meaning is where search knows that.
 */
export function scoreSentences(question: Question, candidates: readonly Candidate[]): Scored[] {
  const surroundings = surroundingsOf(question, candidates);
  const share = question.terms.map(({ term, weight }) => {
    const count = candidates.filter(({ terms }) => matchTerm(term, terms) > 0).length;
    const around = [...surroundings.values()].some(
      ({ heading, title }) => matchTerm(term, heading) + matchTerm(term, title) > 0,
    );
    if (count === 0 && !around && !namesItsKind(question.wants, term)) return 0;
    return weight / (1 + COMMON * (count / candidates.length));
  });
  const total = share.reduce((a, b) => a + b, 0) || 1;
  const best = Math.max(...candidates.map(({ passage }) => passage.score), Number.MIN_VALUE);
  const foundScores = candidates.flatMap(({ found }) => (found === null ? [] : [found]));
  const nearest = Math.max(...foundScores, 0);
  const farthest = Math.min(...foundScores, nearest);
  const at = (index: number, passage: Candidate['passage']): Candidate | undefined =>
    candidates[index]?.passage === passage ? candidates[index] : undefined;

  return candidates.map((candidate, i) => {
    const { passage } = candidate;
    const home = surroundings.get(passage);
    const previous = at(i - 1, passage);
    const earlier = at(i - 2, passage);
    const next = at(i + 1, passage);
    const places: [ReadonlySet<string> | undefined, number][] = [
      [previous?.terms, previous?.kind === 'question' ? CONTEXT.heading : CONTEXT.previous],
      [earlier?.terms, CONTEXT.earlier],
      [next?.terms, CONTEXT.next],
      [home?.heading, CONTEXT.heading],
      [home?.title, CONTEXT.title],
      [home?.passage, CONTEXT.passage],
    ];
    const wanted = hasWanted(question, candidate);
    let own = 0;
    let coverage = 0;
    const around: number[] = [];
    const matches = question.terms.map(({ term }, k) => {
      const weight = (share[k] ?? 0) / total;
      const named = wanted === true && namesItsKind(question.wants, term) ? KIND_NAMED : 0;
      const match = Math.max(named, matchTerm(term, candidate.terms));
      let near = match;
      for (const [terms, share] of places) {
        if (terms && share > near) near = Math.max(near, share * matchTerm(term, terms));
      }
      own += weight * match;
      coverage += weight * near;
      around.push(near);
      return match;
    });
    let score = OWN * own + (1 - OWN) * coverage;
    score += RANK * Math.max(0, passage.score / best);
    const [gain, loss] = question.asksFor === null ? WANTED[question.wants] : KIND_WANTED;
    if (wanted !== null) score += wanted ? gain : -loss;
    if (candidate.found !== null && nearest > farthest) {
      score += FOUND * ((candidate.found - farthest) / (nearest - farthest));
    }
    const defines = question.wants === 'definition' && definesSubject(question, candidate.text);
    if (defines) score += DEFINED;
    const section = home?.section ?? 0;
    score += SECTION * section;
    if (section >= SAME_QUESTION) score += ASKED_ABOVE;
    if (section > 0) score += LEAD * Math.max(0, 1 - candidate.place / LEADING_SENTENCES);
    if (candidate.words < 5 && candidate.kind === 'prose') score -= 0.1;
    if (candidate.words > 45) score -= 0.05;
    if (candidate.cut) score -= 0.15;
    return { candidate, score, own, coverage, section, defines, matches, around };
  });
}
