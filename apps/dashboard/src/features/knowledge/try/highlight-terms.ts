import { fold, tokenise } from '@platform/shared/text/tokens';

export type Piece = { text: string; matched: boolean };

/** How much of a passage stands before its first match, and in all. */
const leadChars = 80;
const maxChars = 420;

/**
 * A passage cut to the part around its first match, in pieces that matched and pieces that did not.
 * `terms` are what the search matched: words as written, or the stems they are indexed under.
 */
export function highlightTerms(passage: string, terms: readonly string[]): Piece[] {
  const text = passage.replace(/\s+/g, ' ').trim();
  const wanted = new Set(
    terms.flatMap((term) => [fold(term), ...tokenise(term).map((each) => each.term)]),
  );
  const hits = tokenise(text).filter((token) => wanted.has(token.term));
  const first = hits[0]?.start ?? 0;
  const start = first > leadChars * 2 ? text.indexOf(' ', first - leadChars) + 1 : 0;
  const end = Math.min(text.length, start + maxChars);
  const pieces: Piece[] = [];
  const push = (from: number, to: number, matched: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), matched });
  };
  let at = start;
  if (start > 0) pieces.push({ text: '… ', matched: false });
  for (const hit of hits) {
    if (hit.start < at || hit.end > end) continue;
    push(at, hit.start, false);
    push(hit.start, hit.end, true);
    at = hit.end;
  }
  push(at, end, false);
  if (end < text.length) pieces.push({ text: ' …', matched: false });
  return pieces;
}
