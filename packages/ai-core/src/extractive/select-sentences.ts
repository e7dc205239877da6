import { addressesModel } from './addresses-model.ts';
import type { CandidateKind } from './candidates.ts';
import type { Question, Wants } from './question.ts';
import type { Scored } from './score-sentences.ts';

export interface SelectionLimits {
  maxSentences: number;
  maxChars: number;
}

/** How many sentences an answer of each kind may take: one fact is short, an enumeration is not. */
const LIMITS: Record<Wants, SelectionLimits> = {
  quantity: { maxSentences: 2, maxChars: 420 },
  time: { maxSentences: 2, maxChars: 420 },
  person: { maxSentences: 2, maxChars: 420 },
  place: { maxSentences: 2, maxChars: 420 },
  'yes-no': { maxSentences: 2, maxChars: 420 },
  definition: { maxSentences: 3, maxChars: 480 },
  reason: { maxSentences: 3, maxChars: 560 },
  anything: { maxSentences: 3, maxChars: 560 },
  several: { maxSentences: 4, maxChars: 700 },
  steps: { maxSentences: 8, maxChars: 900 },
};

/** A further sentence must score at least this share of the best one's, by where it stands … */
const KEEP_SHARE = { samePassage: 0.5, elsewhere: 0.74 };
/** … more, where the heading above the best one asks the very question: other sections are on others … */
const OFF_SECTION = 0.25;
/** … and more, the more of the question is said already: nothing is missing then. */
const SAID_ENOUGH = 0.8;
const SAID_RISE = 0.8;
/** A sentence that adds this much of the question needs half the best one's score only. */
const NEW_SHARE = 0.2;
const NEW_FLOOR = 0.5;

const ON_SECTION = 0.5;

const NOT_SAID: readonly CandidateKind[] = ['heading', 'question', 'code'];

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared += 1;
  return shared / Math.max(1, Math.min(a.size, b.size));
}

/** The fewest sentences that answer: the best one, then those nearly as good or that add what is missing. */
export function selectSentences(question: Question, scored: readonly Scored[]): Scored[] {
  const sayable = scored
    .filter(
      ({ candidate, own, coverage }) =>
        !NOT_SAID.includes(candidate.kind) && own + coverage > 0 && !addressesModel(candidate.text),
    )
    .toSorted((a, b) => b.score - a.score);
  const best = sayable[0];
  if (!best) return [];
  const limits = best.defines ? { ...LIMITS.definition, maxSentences: 1 } : LIMITS[question.wants];
  const taken = [best];
  // What the heading above says need not be said again by a sentence from elsewhere.
  const covered = best.matches.map((match, i) =>
    Math.max(match, best.section >= ON_SECTION ? (best.around[i] ?? 0) : 0),
  );
  let chars = best.candidate.text.length;
  for (const each of sayable.slice(1, 40)) {
    if (taken.length >= limits.maxSentences) break;
    if (chars + each.candidate.text.length > limits.maxChars) continue;
    if (taken.some(({ candidate }) => overlap(candidate.terms, each.candidate.terms) > 0.8))
      continue;
    const added = question.terms.reduce(
      (sum, { weight }, i) =>
        sum + weight * Math.max(0, (each.matches[i] ?? 0) - (covered[i] ?? 0)),
      0,
    );
    const share = each.score / best.score;
    const near = each.candidate.passage === best.candidate.passage;
    const said = question.terms.reduce((sum, { weight }, i) => sum + weight * (covered[i] ?? 0), 0);
    const keep =
      (near ? KEEP_SHARE.samePassage : KEEP_SHARE.elsewhere + OFF_SECTION * best.section) +
      SAID_RISE * Math.max(0, said - SAID_ENOUGH);
    if (share < keep && !(added >= NEW_SHARE && share >= NEW_FLOOR)) continue;
    taken.push(each);
    chars += each.candidate.text.length;
    each.matches.forEach((match, i) => {
      covered[i] = Math.max(covered[i] ?? 0, match);
    });
  }
  return taken;
}
