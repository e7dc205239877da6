import { tokenise } from '@platform/shared/text/tokens';
import type { Question } from './question.ts';
import { matchTerm } from './term-match.ts';

/** What stands between a thing and what it is: "A desk is a …", "Escrow: …", "Lien – …". */
const IS =
  /\s(?:is|are|was|were)\s+(?:an?|the|one|any|our|your|what|how|when)\s|\s(?:means|refers? to|stands? for|describes?|denotes?)\s|\s(?:ist|sind)\s+(?:ein|eine|der|die|das)\s|\s(?:est|sont)\s+(?:une?|le|la|les|des)\s|\s(?:es|son)\s+(?:una?|el|la|los|las)\s|:\s|\s[–—-]\s/u;
const MAX_HEAD_CHARS = 80;
/** "The recall feature is a …" still says what recall is. */
const FURTHER_WORDS = 1;

const termsOf = (text: string): Set<string> =>
  new Set(
    tokenise(text)
      .filter(({ stop }) => !stop)
      .map(({ term }) => term),
  );

/** Whether a sentence begins with the thing that a question is about and goes on with what it is. */
export function definesSubject(question: Question, text: string): boolean {
  const at = IS.exec(text)?.index;
  if (at === undefined || at > MAX_HEAD_CHARS) return false;
  const head = text.slice(0, at);
  const bare = termsOf(head.replace(/\([^)]*\)/gu, ' '));
  const named = termsOf(head);
  const asked = question.terms.filter(({ frame }) => !frame);
  if (asked.length === 0 || !asked.every(({ term }) => matchTerm(term, named) > 0)) return false;
  const subject = new Set(asked.map(({ term }) => term));
  const aliased = asked.every(({ term }) => !bare.has(term));
  const further = [...bare].filter((term) => matchTerm(term, subject) === 0).length;
  return aliased || further <= FURTHER_WORDS;
}
