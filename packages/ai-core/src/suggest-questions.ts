import { contentTerms } from '@platform/shared/text/tokens';
import { guessLanguage } from './conversation/language.ts';
import { readSmallTalk } from './conversation/small-talk.ts';
import { readableText } from './extractive/readable-text.ts';
import { questionOfHeading } from './question-of-heading.ts';

const MIN_CHARS = 8;
const MAX_CHARS = 70;
const MIN_WORDS = 2;
/** An address, a customer number, a phone number: one visitor's words are shown to others. */
const PERSONAL = /\S@\S|\p{N}(?:[\s./-]?\p{N}){4,}|\b(?:my name is|i am called)\b/iu;

const words = (text: string): number => text.split(/\s+/u).length;

function askedBefore(raw: string): string | null {
  const text = readableText(raw).replace(/[\s.!?]+$/u, '');
  if (text.length < MIN_CHARS || text.length >= MAX_CHARS || words(text) < MIN_WORDS) return null;
  if (PERSONAL.test(text) || readSmallTalk(text)) return null;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}?`;
}

/** What two questions share that ask the same: "How do I cancel?" and "how can I cancel". */
const matterOf = (question: string): string =>
  [...new Set(contentTerms(question))].sort().join(' ');

/**
 * Questions to offer a visitor before the first one: those really asked and answered, in the order
 * given; then headings that are questions; then headings, in English, that make one that reads well.
 * At most `count`, none twice, and fewer where the documents give no more.
 */
export function suggestQuestions(source: {
  /** Questions that visitors asked and that were answered, most frequent first. */
  asked?: readonly string[];
  /** Headings of the documents, in their order. */
  headings: readonly string[];
  count?: number;
}): string[] {
  const headings = source.headings.map(readableText);
  const english = guessLanguage(headings.join(' ')) === 'en';
  const questions = headings.filter(
    (text) => /[?？؟]$/u.test(text) && text.length <= MAX_CHARS && words(text) > MIN_WORDS,
  );
  const tasks = english ? headings.flatMap((text) => questionOfHeading(text) ?? []) : [];
  const made = tasks.toSorted((a, b) => Number(!a.isTask) - Number(!b.isTask));
  const asked = (source.asked ?? []).flatMap((text) => askedBefore(text) ?? []);
  const seen = new Set<string>();
  return [...asked, ...questions, ...made.map(({ text }) => text)]
    .filter((text) => {
      const matter = matterOf(text);
      return !seen.has(matter) && seen.add(matter) !== undefined;
    })
    .slice(0, source.count ?? 3);
}
