import { readableText } from './extractive/readable-text.ts';

const MIN_CHARS = 8;
const MAX_CHARS = 70;
const LEADING = /^(?:how to|how do i|how can i)\s+/i;
/** A verb at the start of a heading makes it a task: "Connect Slack". */
const IMPERATIVE =
  /^(?:add|allow|archive|ask|assign|back up|build|buy|call|cancel|change|check|choose|configure|connect|contact|create|customi[sz]e|delete|deploy|disable|download|edit|embed|enable|export|find|fix|get|import|install|integrate|invite|join|log in|manage|merge|migrate|move|order|pay|publish|reach|remove|renew|reset|restore|return|run|scale|schedule|search|send|set up|share|sign in|sign up|start|store|subscribe|switch|test|track|train|transfer|turn o(?:n|ff)|update|upgrade|upload|use|verify|view|write)\b(?!-)/i;
/** Headings that head nothing a visitor would ask about. */
const EMPTY_HEADING =
  /^(?:introduction|overview|contents|table of contents|summary|conclusion|notes?|see also|references|appendix|misc(?:ellaneous)?|general|faqs?|frequently asked questions|about|index|changelog|licen[cs]e|next steps?|prerequisites|example[s]?|step \d+.*|chapter \d+.*|part \d+.*|\d[\d. ]*)$/i;

function asQuestion(heading: string): string | null {
  const text = readableText(heading)
    .replace(/^\d+(?:\.\d+)*\.?\s+/, '')
    .replace(/[:.]+$/, '');
  if (text.length < MIN_CHARS - 4 || text.length > MAX_CHARS || EMPTY_HEADING.test(text))
    return null;
  if (text.endsWith('?')) return text;
  if (LEADING.test(text)) return `How do I ${lowerFirst(text.replace(LEADING, ''))}?`;
  if (IMPERATIVE.test(text)) return `How do I ${lowerFirst(text)}?`;
  if (/^(?:what|why|when|where|who|which)\b/i.test(text)) return `${text}?`;
  if (text.split(' ').length > 5) return null;
  return `${TOPIC} ${lowerFirst(text)}?`;
}

const TOPIC = 'What should I know about';
const isTopic = (question: string): boolean => question.startsWith(TOPIC);

const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/**
 * Questions to offer a visitor before the first one: those really asked and answered, most frequent
 * first, then ones made of headings, tasks before topics. At most `count`, none twice.
 */
export function suggestQuestions(source: {
  /** Questions that visitors asked and that were answered. */
  asked?: readonly string[];
  /** Headings of the documents, in their order. */
  headings: readonly string[];
  count?: number;
}): string[] {
  const count = source.count ?? 3;
  const tallies = new Map<string, { text: string; times: number }>();
  for (const raw of source.asked ?? []) {
    const text = readableText(raw);
    if (text.length < MIN_CHARS || text.length > MAX_CHARS || !text.includes(' ')) continue;
    const known = tallies.get(text.toLowerCase());
    if (known) known.times += 1;
    else tallies.set(text.toLowerCase(), { text, times: 1 });
  }
  const asked = [...tallies.values()].toSorted((a, b) => b.times - a.times).map(({ text }) => text);
  const made = source.headings.map(asQuestion).filter((text) => text !== null);
  const tasksFirst = made.toSorted((a, b) => Number(isTopic(a)) - Number(isTopic(b)));
  const seen = new Set<string>();
  const unique = [...asked, ...tasksFirst].filter((text) => {
    const key = text.toLowerCase();
    return !seen.has(key) && seen.add(key) !== undefined;
  });
  return unique.slice(0, count);
}
