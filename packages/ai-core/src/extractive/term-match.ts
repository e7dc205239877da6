import { tokenise } from '@platform/shared/text/tokens';
import { readWordGroups } from './word-groups.ts';

const termOf = (word: string): string => tokenise(word)[0]?.term ?? word;
const related = readWordGroups(termOf);

/** How much a related word counts against the very word. */
const RELATED = 0.6;
/** How much a word of the same root counts ("astronomy", "astronomical"), where stems differ. */
const SAME_ROOT = 0.7;
const MIN_ROOT = 5;

/** Whether two terms share so long a beginning that they are forms of one word. */
export function sameRoot(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (shorter < MIN_ROOT || /\p{N}/u.test(a)) return false;
  let shared = 0;
  while (shared < shorter && a[shared] === b[shared]) shared += 1;
  return shared >= MIN_ROOT && shared >= Math.max(a.length, b.length) * 0.7;
}

/**
 * How well a set of terms contains a term, 0 to 1: the term itself, a form of the same root, or a
 * word that people use for it.
 */
export function matchTerm(term: string, terms: ReadonlySet<string>): number {
  if (terms.has(term)) return 1;
  for (const other of terms) if (sameRoot(term, other)) return SAME_ROOT;
  for (const other of related.get(term) ?? []) if (terms.has(other)) return RELATED;
  return 0;
}
