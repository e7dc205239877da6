import { contentTerms, tokenise } from '@platform/shared/text/tokens';
import type { Chunk } from '../chunk/chunk-document.ts';

/** BM25's saturation and length constants, and the length (words that carry matter) that counts as usual. */
const K1 = 1.2;
const B = 0.7;
const USUAL_LENGTH = 90;

/** BM25's weight of a term in a text, but for the term's rarity: 0 to `K1 + 1`. */
export function termWeight(frequency: number, length: number, usual = USUAL_LENGTH): number {
  return (frequency * (K1 + 1)) / (frequency + K1 * (1 - B + (B * length) / usual));
}

/** The rarity of a term that `holding` of `total` texts hold (the form of BM25 that is never negative). */
export function rarity(holding: number, total: number): number {
  return Math.log(1 + Math.max(0, total - holding + 0.5) / (holding + 0.5));
}

/** A row of the lexical index for one document: weights are thousandths of `termWeight`. */
export interface TermPostings {
  term: string;
  ordinals: number[];
  weights: number[];
}

/** Terms longer than this are noise such as base64, and would not fit an index page. */
const MAX_TERM_LENGTH = 64;

/**
 * The lexical index of a document. The title and the headings above a chunk count once as if they
 * stood in it, so that "refunds" finds the paragraph under "Refunds" that does not repeat the word.
 */
export function indexTerms(title: string, chunks: readonly Chunk[]): TermPostings[] {
  const postings = new Map<string, TermPostings>();
  for (const chunk of chunks) {
    const frequencies = new Map<string, number>();
    let length = 0;
    for (const token of tokenise(chunk.text)) {
      if (token.stop || token.term.length > MAX_TERM_LENGTH) continue;
      length += 1;
      frequencies.set(token.term, (frequencies.get(token.term) ?? 0) + 1);
    }
    for (const term of new Set(contentTerms([title, ...chunk.headingPath].join('\n')))) {
      if (term.length <= MAX_TERM_LENGTH) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    }
    for (const [term, frequency] of frequencies) {
      const row = postings.get(term) ?? { term, ordinals: [], weights: [] };
      row.ordinals.push(chunk.ordinal);
      row.weights.push(Math.round(1_000 * termWeight(frequency, length)));
      postings.set(term, row);
    }
  }
  return [...postings.values()];
}
