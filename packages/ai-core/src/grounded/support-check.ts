import { splitSentences } from '@platform/shared/text/sentences';
import { type Token, tokenise } from '@platform/shared/text/tokens';
import { guessLanguage, languageIsClear } from '../conversation/language.ts';
import { readableText } from '../extractive/readable-text.ts';
import { matchTerm } from '../extractive/term-match.ts';
import type { Passage, TextSpan } from '../retrieval-port.ts';
import { type Claim, isNegated, LIMITING, numbersIn, readClaim, unitsAt } from './claim.ts';

/** Sentences of a passage that bear a claim; offsets into the document. */
export interface Support extends TextSpan {
  passage: Passage;
  /** Share of the claim's words that they have, 0 to 1. */
  coverage: number;
}

interface IndexedSentence extends TextSpan {
  text: string;
  terms: ReadonlySet<string>;
}

/** A passage read once for all claims of an answer. */
export interface IndexedPassage {
  passage: Passage;
  sentences: IndexedSentence[];
  context: ReadonlySet<string>;
  tokens: Token[];
  terms: ReadonlySet<string>;
  language: string | null;
}

/** Of a claim's words so many must be in the sentences cited … */
const ENOUGH = 0.62;
/** … and each further sentence must bring this much to belong to the span. */
const WORTH_ADDING = 0.1;
const MAX_SENTENCES = 3;
/** A word of the heading or title counts in part: it says what the passage is about. */
const CONTEXT_SHARE = 0.8;
const CLAUSE =
  /[,;:–—]|\b(?:but|while|whereas|although|however|and|aber|und|mais|et|pero|y|ma|e|mas|maar|en)\b/iu;

const termsOf = (tokens: readonly Token[]): Set<string> => new Set(tokens.map(({ term }) => term));

export function indexPassage(passage: Passage): IndexedPassage {
  const sentences = splitSentences(passage.text).map((span) => {
    const text = readableText(passage.text.slice(span.start, span.end));
    return {
      start: passage.start + span.start,
      end: passage.start + span.end,
      text,
      terms: termsOf(tokenise(text)),
    };
  });
  const context = [passage.documentTitle, ...passage.headingPath].join(' ');
  const tokens = tokenise(passage.text);
  return {
    passage,
    sentences,
    context: termsOf(tokenise(context)),
    tokens,
    terms: termsOf(tokens),
    language: languageIsClear(passage.text) ? guessLanguage(passage.text) : null,
  };
}

/** Numbers must be there as they are, with their unit; names must be there, or in the heading or title. */
function hasFacts(claim: Claim, indexed: IndexedPassage, known: ReadonlySet<string>): boolean {
  const { passage, tokens } = indexed;
  const numbers = numbersIn(passage.text, tokens);
  const context = [passage.documentTitle, ...passage.headingPath].join(' ');
  const inContext = numbersIn(context, tokenise(context));
  for (const { value, unit } of claim.numbers) {
    const places = numbers.filter((each) => each.value === value);
    if (places.length === 0) {
      if (inContext.some((each) => each.value === value)) continue;
      return false;
    }
    if (unit === null) continue;
    const units = places.map(({ index }) => unitsAt(passage.text, tokens, index));
    if (units.some((each) => each.has(unit)) || units.every((each) => each.size === 0)) continue;
    return false;
  }
  return claim.names.every(
    (name) => indexed.terms.has(name) || indexed.context.has(name) || known.has(name),
  );
}

function coverageOf(
  claim: Claim,
  terms: ReadonlySet<string>,
  context: ReadonlySet<string>,
): number {
  let sum = 0;
  let found = 0;
  for (const { term, weight } of claim.terms) {
    sum += weight;
    found += weight * Math.max(matchTerm(term, terms), CONTEXT_SHARE * matchTerm(term, context));
  }
  return sum === 0 ? 0 : found / sum;
}

/** A clause with less of a claim than this is about something else. */
const ABOUT_IT = 0.2;

/**
 * The clauses of a text that speak of a claim: the one that says most of it, else all that say some.
 * A negation in another clause ("if you are not satisfied, …") is another matter.
 */
function clausesAbout(claim: Claim, text: string): string {
  const clauses = text
    .split(CLAUSE)
    .filter((clause) => clause.trim() !== '')
    .map((clause) => ({ clause, share: coverageOf(claim, termsOf(tokenise(clause)), new Set()) }))
    .toSorted((a, b) => b.share - a.share);
  const [nearest] = clauses;
  if (nearest && nearest.share >= ENOUGH) return nearest.clause;
  return clauses.flatMap(({ clause, share }) => (share >= ABOUT_IT ? [clause] : [])).join(' ');
}

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A quotation is nearly the whole of what it quotes: "refunds are instant" is none of "it is not true that refunds are instant". */
const QUOTED_SHARE = 0.8;

/** Whether sentences say a claim in its own words: a quotation needs no weighing. */
function quotes(sentence: string, chosen: readonly IndexedSentence[]): boolean {
  const said = lettersOf(chosen.map(({ text }) => text).join(' '));
  const claimed = lettersOf(sentence);
  return claimed.length >= said.length * QUOTED_SHARE && ` ${said} `.includes(` ${claimed} `);
}

function contradicts(claim: Claim, chosen: readonly IndexedSentence[]): boolean {
  const text = chosen.map((sentence) => sentence.text).join(' ');
  if (claim.universal && LIMITING.test(text)) return true;
  const polarity = chosen.map((sentence) => isNegated(clausesAbout(claim, sentence.text)));
  return claim.negated ? !polarity.some(Boolean) : polarity.every(Boolean);
}

/** The fewest neighbouring sentences of a passage that have most of a claim. */
function bestSpan(
  claim: Claim,
  indexed: IndexedPassage,
): { chosen: IndexedSentence[]; coverage: number } {
  const { sentences, context } = indexed;
  let best: { chosen: IndexedSentence[]; coverage: number } = { chosen: [], coverage: 0 };
  let bestWorth = 0;
  sentences.forEach((_, from) => {
    for (let size = 1; size <= MAX_SENTENCES && from + size <= sentences.length; size += 1) {
      const chosen = sentences.slice(from, from + size);
      const terms = new Set(chosen.flatMap((sentence) => [...sentence.terms]));
      const coverage = coverageOf(claim, terms, context);
      const worth = coverage - WORTH_ADDING * (size - 1);
      if (worth <= bestWorth) continue;
      best = { chosen, coverage };
      bestWorth = worth;
    }
  });
  return best;
}

/**
 * Whether passages bear a sentence, and where. Lexical: most of its words must stand in a few
 * neighbouring sentences, all its numbers (with their units) and names in the passage, and what is
 * denied or said of all must be so there too. A sentence in another language than the passage is held
 * to numbers and names only, since its words cannot be compared. `known` are names that need no proof,
 * such as the workspace's own.
 */
export function findSupport(
  sentence: string,
  passages: readonly IndexedPassage[],
  known: ReadonlySet<string>,
): Support[] {
  const language = languageIsClear(sentence) ? guessLanguage(sentence) : null;
  const claim = readClaim(sentence, language !== 'de');
  const single: Support[] = [];
  const parts: Support[] = [];
  for (const indexed of passages) {
    const { chosen, coverage } = bestSpan(claim, indexed);
    const first = chosen[0];
    const last = chosen.at(-1);
    const foreign = language !== null && indexed.language !== null && language !== indexed.language;
    if (foreign) {
      const facts = claim.numbers.length + claim.names.length;
      if (facts === 0 || !hasFacts(claim, indexed, known)) continue;
      const span = first && last ? { start: first.start, end: last.end } : indexed.passage;
      single.push({ passage: indexed.passage, start: span.start, end: span.end, coverage: ENOUGH });
      continue;
    }
    if (!first || !last) continue;
    const support = { passage: indexed.passage, start: first.start, end: last.end, coverage };
    if (quotes(sentence, chosen)) {
      single.push(support);
      continue;
    }
    if (contradicts(claim, chosen)) continue;
    if (coverage >= ENOUGH && hasFacts(claim, indexed, known)) single.push(support);
    else if (coverage >= ENOUGH / 2) parts.push(support);
  }
  if (single.length > 0) return single.toSorted((a, b) => b.coverage - a.coverage).slice(0, 2);
  return joined(claim, parts, passages, known);
}

/** A sentence out of two passages, each of which bears a half. */
function joined(
  claim: Claim,
  parts: readonly Support[],
  passages: readonly IndexedPassage[],
  known: ReadonlySet<string>,
): Support[] {
  const pair = parts.toSorted((a, b) => b.coverage - a.coverage).slice(0, 2);
  if (pair.length < 2) return [];
  const indexed = pair.flatMap(({ passage }) =>
    passages.filter((each) => each.passage === passage),
  );
  const terms = new Set<string>();
  for (const [i, { start, end }] of pair.entries()) {
    for (const sentence of indexed[i]?.sentences ?? []) {
      if (sentence.start >= start && sentence.end <= end)
        for (const term of sentence.terms) terms.add(term);
    }
  }
  if (coverageOf(claim, terms, new Set()) < ENOUGH + 0.1) return [];
  const rest: Claim = { ...claim, numbers: [], names: [] };
  const factsIn = (one: Claim) => indexed.some((each) => hasFacts(one, each, known));
  const numbersHold = claim.numbers.every((number) => factsIn({ ...rest, numbers: [number] }));
  const namesHold = claim.names.every((name) => factsIn({ ...rest, names: [name] }));
  return numbersHold && namesHold ? pair : [];
}
