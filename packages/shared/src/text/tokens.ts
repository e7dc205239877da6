import { stem } from './stem.ts';
import { isStopWord } from './stop-words.ts';

/** One word of a text: `term` is its index key, `start` and `end` are UTF-16 offsets into the text. */
export interface Token {
  term: string;
  start: number;
  end: number;
  /** A word such as "the" or "what", which says little about what a text is about. */
  stop: boolean;
}

/**
 * A run of letters, digits and marks; apostrophes inside it and the separators inside a number
 * belong to it ("don't", "1,299.50").
 */
const WORD = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** Scripts written without spaces: there is no word to cut out, so pairs of characters stand for words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const UNSPACED_RUN = new RegExp(`${UNSPACED.source}+|[^]`, 'gu');

/** The same letter however it is written: case, width, accents and typographic apostrophes are folded. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replaceAll('’', "'");
}

const termCache = new Map<string, Pick<Token, 'term' | 'stop'>>();
const TERM_CACHE_LIMIT = 50_000;

function termOf(word: string): Pick<Token, 'term' | 'stop'> {
  const known = termCache.get(word);
  if (known) return known;
  const folded = fold(word);
  const bare = folded.replace(/'s$/, '');
  const stop = isStopWord(folded) || isStopWord(bare);
  // 1,299.50 and 1299.50 are one number.
  const term = /^\p{N}/u.test(bare) ? bare.replaceAll(',', '') : stem(bare.replaceAll("'", ''));
  const made = { term, stop };
  if (termCache.size >= TERM_CACHE_LIMIT) termCache.clear();
  termCache.set(word, made);
  return made;
}

function pushUnspaced(tokens: Token[], word: string, offset: number): void {
  for (const run of word.matchAll(UNSPACED_RUN)) {
    const characters = [...run[0]];
    if (!UNSPACED.test(run[0]) || characters.length === 1) {
      const at = offset + run.index;
      tokens.push({ term: fold(run[0]), start: at, end: at + run[0].length, stop: false });
      continue;
    }
    let at = offset + run.index;
    for (let i = 0; i + 1 < characters.length; i++) {
      const first = characters[i] ?? '';
      const pair = first + (characters[i + 1] ?? '');
      tokens.push({ term: fold(pair), start: at, end: at + pair.length, stop: false });
      at += first.length;
    }
  }
}

/** The words of a text in order, folded and stemmed, with their places. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    if (UNSPACED.test(word)) pushUnspaced(tokens, word, match.index);
    else tokens.push({ ...termOf(word), start: match.index, end: match.index + word.length });
  }
  return tokens;
}

/** The index terms of a text without stop words; all of them where nothing else is left ("who is who?"). */
export function contentTerms(text: string): string[] {
  const tokens = tokenise(text);
  const content = tokens.filter((token) => !token.stop);
  return (content.length > 0 ? content : tokens).map((token) => token.term);
}
