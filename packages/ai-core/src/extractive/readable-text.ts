import { withoutInvisible } from './invisible.ts';

/** Words that tie a sentence to one before it; cut where that sentence is not shown. */
const DANGLING =
  /^(?:however|but|also|so|and|therefore|thus|hence|moreover|furthermore|in addition|additionally|besides|then|consequently|as a result|likewise|similarly|nevertheless|nonetheless|instead|meanwhile|for example|for instance|that is|in other words|on the other hand|finally|lastly)(?:,\s+|\s+(?=(?:the|a|an|we|you|they|it|he|she|our|your|this|these|there|all|each|every|if|when)\b))/i;

/** Tags of HTML; "<your-key>" in an instruction is not one. */
const MAX_NESTING = 8;
const TAG =
  /<(?:!--[^>]*--|\/?(?:a|abbr|audio|b|blockquote|body|br|button|center|code|details|div|em|embed|font|form|frame|h[1-6]|head|hr|html|i|iframe|img|input|kbd|li|link|mark|meta|noscript|object|ol|p|pre|q|s|script|section|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|th|thead|title|tr|u|ul|video)\b[^<>]*)>/gi;

/** Without HTML tags; repeated, so that "<scr<b>ipt>" does not become one. */
export function withoutTags(text: string): string {
  let before = text;
  for (let round = 0; round < MAX_NESTING; round += 1) {
    const after = before.replace(TAG, ' ');
    if (after === before) return after;
    before = after;
  }
  return before.replaceAll('<', ' ');
}

/** Plain words out of a stretch of Markdown or HTML source: marks go, what they mark stays. */
export function withoutMarkup(raw: string): string {
  return withoutTags(raw.replace(/\\[rn]/g, ' '))
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replace(/(\*\*|__|~~|``?)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/gu, '$1');
}

/** One line of plain words: no markup, no block marks, no invisible characters, single spaces. */
export function readableText(raw: string): string {
  return withoutInvisible(withoutMarkup(raw))
    .replace(/^\s*(?:#{1,6}\s+|>\s*|[-*+•‣◦]\s+|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+)+/, '')
    .replace(/\s*#+\s*$/, '')
    .replace(/^[\s|]+|[\s|]+$/g, '')
    .replace(/\s*\|\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .replace(/ @([-.,])@ /g, '$1')
    .replace(/(?<=[\p{L}\p{N})"'’]) ([.,](?:\s|$))/gu, '$1')
    .trim();
}

const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (c) => c.toUpperCase());

/** A sentence that can stand without the one before it: connectives that dangle are cut off. */
export function standAlone(text: string): string {
  const cut = text.replace(DANGLING, '');
  return cut === text ? text : capitalised(cut);
}

/** Ends a sentence that a list or table left without a full stop. */
export function ended(text: string): string {
  return /[.!?…:;。！？]["'”’»)\]]*$/u.test(text) ? text : `${text}.`;
}

/** Pronouns that stand for something said before. */
const REFERRING =
  /^(?:it|they|he|she|this|these|those|that|such|its|their|his|her|both|each of (?:them|these)|the (?:former|latter|same))\b/i;

/** Whether a sentence needs the one before it to be understood. */
export function leansOnPrevious(text: string): boolean {
  const bare = text.replace(DANGLING, '');
  if (!REFERRING.test(bare)) return false;
  // "This plan", "These limits": names its own subject closely enough only with a clause behind it.
  return !/^(?:that|it) is (?:possible|important|necessary|recommended)\b/i.test(bare);
}
