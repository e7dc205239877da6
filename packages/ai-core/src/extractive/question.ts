import { tokenise } from '@platform/shared/text/tokens';
import type { QueryTermWeight } from '../retrieval-port.ts';
import { type AnswerKind, readAnswerKind } from './answer-kind.ts';

/** What kind of thing answers a question; decides which sentences are preferred. */
export type Wants =
  | 'quantity'
  | 'time'
  | 'person'
  | 'place'
  | 'steps'
  | 'reason'
  | 'definition'
  | 'yes-no'
  | 'several'
  | 'anything';

export interface QuestionTerm {
  term: string;
  /** Share of the question's meaning, summing to 1 over the question. */
  weight: number;
  /** How rare it is in the documents, as BM25 counts it. */
  idf: number;
  /** A word that fits nearly every question. */
  frame: boolean;
  /** A name, code or number: only itself will do. */
  exact: boolean;
  /** No document searched has it, as far as search tells. */
  unknown: boolean;
}

export interface Question {
  text: string;
  wants: Wants;
  /** The very kind of thing, where the words tell it more closely. */
  asksFor: AnswerKind | null;
  terms: QuestionTerm[];
  /** Natural logarithm of the number of passages searched. */
  lnPassages: number;
}

/** Asking what a thing is, in words that are not about the thing: they are left out of what is looked for. */
const ASKS_MEANING =
  /^(?:(?:please |can you |could you )?(?:define|explain(?: to me)?(?: what)?|describe|tell me (?:more )?about|what is meant by|what do you mean by|meaning of|definition of)\s+(?!(?:how|why|when|where|who)\b)|what(?:'s| is) the (?:meaning|definition) of\s+|what (?:do|does)\s+(?=.+\s(?:mean|stand for|do)\s*\?*$)|was (?:bedeutet|heißt)\s+|que (?:signifie|veut dire)\s+|qué significa\s+)/iu;
const ENDS_MEANING = /\s+(?:mean|stand for|do)\s*(?=\?*$)/iu;
/** The thing alone, where a question asks what it means; null where it asks something else. */
function askedMeaning(question: string): string | null {
  const text = question.trim();
  const lead = ASKS_MEANING.exec(text)?.[0];
  if (lead === undefined) return null;
  const thing = text.slice(lead.length).replace(ENDS_MEANING, '');
  return tokenise(thing).some(({ stop }) => !stop) ? thing : null;
}

const WANTS: readonly (readonly [RegExp, Wants])[] = [
  [
    /^(?:what['’]s|(?:what|was|que|qu'est-ce que|cosa|o que|wat) (?:is|are|was|were|ist|sind|es|son|è|sono|é|são|zijn)) (?:(?:a|an|the|ein|eine|der|die|das|un|una|une|le|la|el|o|a|een|de|het) )?[\p{L}\p{N}-]+(?: [\p{L}\p{N}-]+)?\s*\?*$/u,
    'definition',
  ],
  [
    /\bhow (?:do|can|should|would|could|to)\b(?! (?:much|many|long))|\bsteps?\b|\bset ?up\b|\binstall\b/,
    'steps',
  ],
  [
    /\bhow (?:much|many|big|large|far|tall|old|often|fast|high|deep|heavy)\b|\b(?:what|which) (?:is |was )?(?:the |your )?(?:\p{L}+ ){0,3}(?:length|percentage|number|amount|price|cost|fee|size|limit|rate)\b(?! of (?:the )?(?:\p{L}+ )?(?:what|which))|^(?:prices?|pricing|costs?)\b|\bdoes .* cost\b/u,
    'quantity',
  ],
  [
    /\bwie ?viele?\b|\bcombien\b|\bcu[aá]nt[oa]s?\b|\bquant[oaie]\b|\bhoeveel\b|\bquantos?\b/,
    'quantity',
  ],
  [
    /\bwhen\b|\bhow long\b|\bwhat (?:time|date|year|day|days|month)\b|\b(?:which|what) (?:year|day|days|month)\b|\bopening hours\b|\bdeadline\b/,
    'time',
  ],
  [/\bwann\b|\bwie lange\b|\bquand\b|\bcu[aá]ndo\b|\bquando\b|\bwanneer\b/, 'time'],
  [/\bwho(?:m|se)?\b|\bwer\b|\bqui\b|\bqui[eé]n(?:es)?\b|\bchi\b|\bquem\b|\bwie is\b/, 'person'],
  [
    /\bwhere\b|\bwhich (?:country|city|place|town|state)\b|\bwo\b|\bwohin\b|\bo[uù]\b|\bd[oó]nde\b|\bdove\b|\bonde\b|\bwaar\b/,
    'place',
  ],
  [
    /\bwhy\b|\bwhat (?:caused|led|reasons?)\b|\breasons?\b|\bwarum\b|\bwieso\b|\bpourquoi\b|\bpor qu[eé]\b|\bperch[eé]\b|\bwaarom\b/,
    'reason',
  ],
  [
    /^(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must)\b/,
    'yes-no',
  ],
  [
    /^(?:what['’]s|(?:what|was|que|qu'est-ce que|cosa|o que|wat) (?:is|are|was|were|ist|sind|es|son|è|sono|é|são|zijn)) (?!your |our |my )(?:(?:a|an|the|ein|eine|der|die|das|un|una|une|le|la|el|o|a|een|de|het) )?[\p{L}\p{N}-]+(?: [\p{L}\p{N}-]+){0,3}\s*\?*$/u,
    'definition',
  ],
  [
    /\b(?:what|which) (?:are|were)\b|\b(?:what|which) (?:(?:specific|significant|key|main|different|other|kinds? of|types? of) )?(?!is\b|was\b|has\b|does\b)\p{L}+s\b|\blist\b|\bexamples?\b/u,
    'several',
  ],
];

/** Words that only say what kind of thing is asked for; a sentence that has such a thing has them. */
const KIND_WORDS: Partial<Record<Wants, string>> = {
  time: 'hours time date day days year month deadline schedule long duration',
  quantity: 'number amount percentage price cost fee length size limit rate total many much',
  person: 'name person people',
  place: 'location place address country city',
};

const termsOf = (words: string): Set<string> => new Set(tokenise(words).map(({ term }) => term));
const kindTerms = new Map(
  Object.entries(KIND_WORDS).map(([wants, words]) => [wants, termsOf(words)] as const),
);

/** Whether a term only names the kind of thing that the question wants. */
export function namesItsKind(wants: Wants, term: string): boolean {
  return kindTerms.get(wants)?.has(term) ?? false;
}

export function readWants(question: string): Wants {
  if (askedMeaning(question) !== null) return 'definition';
  const text = question.trim().toLowerCase();
  for (const [pattern, wants] of WANTS) if (pattern.test(text)) return wants;
  return 'anything';
}

/** "according to the guide", "mentioned in the text": about the telling, not about the matter. */
const TELLING =
  /\b(?:according to|as (?:stated|described|mentioned|discussed|outlined) (?:in|by)|(?:mentioned|described|stated|discussed|listed|outlined|given|provided) (?:in|by)) (?:the |this |your |our )?(?:[\p{Lu}][\p{L}'’]*(?: (?:of the |of )?[\p{Lu}][\p{L}'’]*)*(?:['’]s \p{Ll}+)?|\p{Ll}+)/gu;
/** Words that ask, or fit nearly every question: they match everywhere and tell little. */
const FRAME = new Set(
  `mention describe specific significant discuss explain detail various certain several text passage
  document article page information tell know find want like example different main key list name
  thing anything something question answer make give take use go many much do please could would help
  policy rule option way possible able available work happen provide currently new
  current guarantee long often take last need come number kind type always every ever still
  already there regarding related relate involving outline express emphasize situation measure role
  practical feature concept step aspect factor element characteristic term specifically particular`
    .split(/\s+/)
    .map((word) => tokenise(word)[0]?.term ?? word),
);
const ASKED_WITH =
  /\bhow (big|large|wide|long|far|tall|high|deep|heavy|old|young|fast|early|late|soon)\b/giu;
export const isFrameTerm = (term: string): boolean => FRAME.has(term);
const FRAME_SHARE = 0.3;

/** A stand-in where search reports no frequencies: longer words, names and numbers tell more. */
function guessedIdf(surface: string, first: boolean): number {
  const name = !first && /^\p{Lu}/u.test(surface);
  const number = /^\p{N}/u.test(surface);
  return 2 + Math.min(surface.length, 10) * 0.25 + (name || number ? 1.5 : 0);
}

/** A workspace of some dozen documents, where search does not say. */
const USUAL_PASSAGES = 1_000;
const MIN_PASSAGES = 50;
/**
 * Of so many passages, frequencies count as much as a word's shape does: in three passages a word that
 * all have may be the very thing they are about.
 */
const TELLING_PASSAGES = 8;

/** How much frequencies count against guesses, 0 to 1. */
const trust = (searched: number): number => searched ** 2 / (searched ** 2 + TELLING_PASSAGES ** 2);

/** Guesses are of a workspace of the usual size; what they are held against is as well. */
function lnPassages(searched: number): number {
  const known = trust(searched);
  return (
    known * Math.log(Math.max(MIN_PASSAGES, searched)) + (1 - known) * Math.log(USUAL_PASSAGES)
  );
}

interface Weighed {
  idf: number;
  frame: boolean;
  exact: boolean;
  unknown: boolean;
}

/** The rarity of a word that none of so many passages has, as BM25 counts it. */
const rarityOfNone = (searched: number): number => Math.log(1 + (searched + 0.5) / 0.5);

function weigh(
  text: string,
  idfs: ReadonlyMap<string, number>,
  searched: number,
): Map<string, Weighed> {
  const weights = new Map<string, Weighed>();
  // "How far", "how tall": asked with, not about; the answer says "six months" or "two metres".
  const asking = termsOf([...text.matchAll(ASKED_WITH)].map(([, word]) => word).join(' '));
  const bare = text.replace(TELLING, ' ');
  for (const source of [bare, text]) {
    const tokens = tokenise(source).filter((token) => !token.stop);
    for (const token of tokens) {
      const surface = source.slice(token.start, token.end);
      const exact = /^\p{N}/u.test(surface) || (token.start > 0 && /^\p{Lu}/u.test(surface));
      const guessed = guessedIdf(surface, token.start === 0);
      const known = trust(searched);
      const idf = known * (idfs.get(token.term) ?? guessed) + (1 - known) * guessed;
      const unknown = (idfs.get(token.term) ?? 0) >= rarityOfNone(searched) - 1e-6;
      const frame = FRAME.has(token.term) || asking.has(token.term);
      weights.set(token.term, { idf, frame, exact, unknown });
    }
    if (weights.size > 0) return weights;
  }
  return weights;
}

export interface QuestionContext {
  /** Words that a follow-up takes over from what was said before; they count half of its own. */
  carried?: string;
  /** The question it continues: "and for annual plans?" asks "how much" again. */
  continues?: string | null;
  /** What search knows of the words. */
  terms?: readonly QueryTermWeight[];
  searched?: number;
}

/** Reads what a question is about, how telling each of its words is, and what would answer it. */
export function readQuestion(text: string, options: QuestionContext = {}): Question {
  const idfs = new Map((options.terms ?? []).map(({ term, idf }) => [term, idf]));
  const searched = options.searched ?? USUAL_PASSAGES;
  const terms = new Map<string, QuestionTerm>();
  const add = (source: string, share: number) => {
    for (const [term, weighed] of weigh(source, idfs, searched)) {
      if (terms.has(term)) continue;
      const weight = share * weighed.idf * (weighed.frame ? FRAME_SHARE : 1);
      terms.set(term, { term, weight, ...weighed });
    }
  };
  add(askedMeaning(text) ?? text, 1);
  if (options.carried) add(options.carried, 0.5);
  const own = readWants(text);
  const sum = [...terms.values()].reduce((total, { weight }) => total + weight, 0) || 1;
  const asksFor = readAnswerKind(text);
  return {
    text,
    asksFor: asksFor ?? (options.continues ? readAnswerKind(options.continues) : null),
    wants: own === 'anything' && options.continues ? readWants(options.continues) : own,
    lnPassages: lnPassages(searched),
    terms: [...terms.values()].map((each) => ({ ...each, weight: each.weight / sum })),
  };
}
