import { type Token, tokenise } from '@platform/shared/text/tokens';
import { isFrameTerm } from '../extractive/question.ts';

/** What a sentence claims, taken apart so that each piece can be looked for in a passage. */
export interface Claim {
  terms: { term: string; weight: number }[];
  /** Numbers as written in digits, with the unit that follows where there is one. */
  numbers: { value: string; unit: string | null }[];
  /** Names, codes and abbreviations: only the same will do. */
  names: string[];
  negated: boolean;
  /** "every", "always": more than a passage with "only" or "unless" says. */
  universal: boolean;
}

const FRAME_WEIGHT = 0.4;

const SPELLED = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, i) => [word, String(i)] as const)
    .concat([
      ['thirty', '30'],
      ['forty', '40'],
      ['fifty', '50'],
      ['sixty', '60'],
      ['ninety', '90'],
      ['hundred', '100'],
      ['twice', '2'],
    ]),
);
/** Words that are numbers in a claim only next to a unit: "one of them" counts nothing. */
const LOOSE = new Set(['zero', 'one', 'hundred']);

const UNITS = new Set(
  `second minute hour day night week month year decade percent dollar euro pound cent kb mb gb tb
  kilobyte megabyte gigabyte character word page user seat person people meter metre kilometer km kg
  mile inch degree working business calendar`
    .split(/\s+/)
    .map((word) => tokenise(word)[0]?.term ?? word),
);

const NEGATION =
  /\b(?:not|no|never|cannot|without|none|neither|nor|unable|impossible|nothing|nobody|nicht|kein\p{L}*|nie|ohne|ne|pas|jamais|sans|nunca|sin|non|mai|senza|não|sem|niet|geen|nooit|zonder)\b|n['’]t\b/iu;
const UNIVERSAL =
  /\b(?:all|every|everyone|everybody|anyone|anybody|always|any|everything|alle|immer|jeder|tous|toujours|todos|siempre|tutti|sempre|iedereen|altijd)\b/iu;
export const LIMITING =
  /\b(?:only|except|unless|excluding|nur|außer|seulement|sauf|solo|excepto|salvo|soltanto|apenas|alleen|behalve)\b/iu;
const ANSWER_WORD = /^(?:yes|no|ja|nein|oui|non|s[ií]|no|sim|não|nee)[,.!]\s*/iu;

export const isNegated = (text: string): boolean => NEGATION.test(text);

/** `1,299.50` -> `1299.5`; `five` -> `5`. Null for what is no number. */
function numberOf(token: Token, surface: string): string | null {
  const spelled = SPELLED.get(surface.toLowerCase());
  if (spelled !== undefined) return spelled;
  if (!/^\p{N}/u.test(surface)) return null;
  const digits = surface.replace(/(?<=\d),(?=\d{3}\b)/g, '').replace(',', '.');
  const value = Number(digits);
  return Number.isFinite(value) ? String(value) : token.term;
}

export interface NumberAt {
  value: string;
  /** Place among the tokens of its text. */
  index: number;
  loose: boolean;
}

export function numbersIn(text: string, tokens: readonly Token[]): NumberAt[] {
  return tokens.flatMap((token, index) => {
    const surface = text.slice(token.start, token.end);
    const value = numberOf(token, surface);
    return value === null ? [] : [{ value, index, loose: LOOSE.has(surface.toLowerCase()) }];
  });
}

const SYMBOL_UNITS: readonly [RegExp, string][] = [
  [/^\s*%/, 'percent'],
  [/^\s*€/, 'euro'],
];
const SYMBOL_BEFORE: readonly [RegExp, string][] = [
  [/\$\s?$/, 'dollar'],
  [/€\s?$/, 'euro'],
  [/£\s?$/, 'pound'],
];

/** The units around a number: "30 days", "$5", "5 %". */
export function unitsAt(text: string, tokens: readonly Token[], index: number): Set<string> {
  const units = new Set<string>();
  const token = tokens[index];
  if (!token) return units;
  for (const [pattern, unit] of SYMBOL_UNITS)
    if (pattern.test(text.slice(token.end))) units.add(unit);
  for (const [pattern, unit] of SYMBOL_BEFORE) {
    if (pattern.test(text.slice(Math.max(0, token.start - 2), token.start))) units.add(unit);
  }
  for (const near of tokens.slice(index + 1, index + 5))
    if (UNITS.has(near.term)) units.add(near.term);
  return units;
}

function nextUnit(text: string, tokens: readonly Token[], index: number): string | null {
  const [first] = unitsAt(text, tokens.slice(0, index + 3), index);
  return first ?? null;
}

const isName = (surface: string, first: boolean, capitalsAreNames: boolean): boolean => {
  if (/^\p{N}/u.test(surface)) return false;
  if (/\p{Ll}\p{Lu}|^\p{Lu}{2,}|\p{L}\p{N}/u.test(surface)) return true;
  return capitalsAreNames && !first && /^\p{Lu}\p{Ll}/u.test(surface);
};

/** `capitalsAreNames` is false for German, where every noun begins with a capital. */
export function readClaim(sentence: string, capitalsAreNames: boolean): Claim {
  const text = sentence.replace(ANSWER_WORD, '');
  const tokens = tokenise(text);
  const weights = new Map<string, number>();
  const names = new Set<string>();
  const startsSentence = (token: Token) => /(?:^|[.!?:;"“(]\s*)$/.test(text.slice(0, token.start));
  for (const token of tokens) {
    if (token.stop || /^\p{N}/u.test(token.term)) continue;
    const surface = text.slice(token.start, token.end);
    weights.set(token.term, isFrameTerm(token.term) ? FRAME_WEIGHT : 1);
    if (isName(surface, startsSentence(token), capitalsAreNames)) names.add(token.term);
  }
  const numbers = numbersIn(text, tokens).flatMap(({ value, index, loose }) => {
    const unit = nextUnit(text, tokens, index);
    return loose && unit === null ? [] : [{ value, unit }];
  });
  return {
    terms: [...weights].map(([term, weight]) => ({ term, weight })),
    numbers,
    names: [...names],
    negated: isNegated(text),
    universal: UNIVERSAL.test(text),
  };
}
