import type { AnswerInline } from '@platform/api-contract/types';
import { withoutInvisible } from '../extractive/invisible.ts';
import { withoutTags } from '../extractive/readable-text.ts';
import { approvedLink } from './approved-link.ts';

const CITATION = /\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\](?!\()/g;
const IMAGE = /!\[[^\]]*\]\s*(?:\([^)]*\)|\[[^\]]*\])/g;
const INLINE =
  /\[(?<label>[^\][]+)\]\((?<href>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+["'(][^)]*)?\)|\[(?<refLabel>[^\][]+)\]\[[^\]]*\]|<(?<auto>[a-z][a-z0-9+.-]*:[^<>\s]*)>|(?<bare>\bhttps?:\/\/[^\s<>"'）)\]]+[^\s<>"'）)\].,;:!?])|(?<tick>`+)(?<code>[^`]+)\k<tick>|(?<strong>\*\*|__)(?=\S)(?<bold>.+?\S|\S)\k<strong>|(?<![\p{L}\p{N}*_])(?<light>[*_])(?=\S)(?<italic>[^*_]+?)\k<light>(?![\p{L}\p{N}*_])/gu;

export interface InlineText {
  inlines: AnswerInline[];
  /** The words as they are read. */
  text: string;
  /** Passage numbers named by markers like `[2]`, in order. */
  cited: number[];
  /** Bare URLs left as words: they point to no approved host. */
  plainUrls: string[];
}

/**
 * The inline part of what a model wrote, as text with a few marks. Citation markers are taken out;
 * images vanish; a link stays one only to an approved host, else its words remain; HTML tags and
 * invisible characters are removed. Nothing of it is ever read as markup again.
 */
export function readInline(raw: string, approvedHosts: readonly string[]): InlineText {
  const cited: number[] = [];
  const bare = withoutInvisible(raw)
    .replace(IMAGE, '')
    .replace(CITATION, (_, numbers: string) => {
      for (const number of numbers.split(/[,;]/)) cited.push(Number(number));
      return '';
    });
  const inlines: AnswerInline[] = [];
  const plainUrls: string[] = [];
  const push = (text: string, mark?: 'bold' | 'italic' | 'code') => {
    const plain = withoutTags(text).replace(/\s+/g, ' ');
    if (plain === '') return;
    inlines.push(mark ? { type: 'text', text: plain, mark } : { type: 'text', text: plain });
  };
  const link = (href: string, label: string) => {
    const approved = approvedLink(href, approvedHosts);
    const text = withoutTags(label).replace(/\s+/g, ' ').trim();
    if (approved && text !== '') inlines.push({ type: 'link', href: approved, text });
    else push(label);
    return approved !== null;
  };
  let at = 0;
  for (const match of bare.matchAll(INLINE)) {
    push(bare.slice(at, match.index));
    at = match.index + match[0].length;
    const { label, href, refLabel, auto, bare: url, code, bold, italic } = match.groups ?? {};
    if (label !== undefined) link(href ?? '', label);
    else if (refLabel !== undefined) push(refLabel);
    else if (auto !== undefined || url !== undefined) {
      const address = auto ?? url ?? '';
      if (!link(address, address)) plainUrls.push(address);
    } else if (code !== undefined) push(code, 'code');
    else if (bold !== undefined) push(bold.replace(/[*_`]/g, ''), 'bold');
    else if (italic !== undefined) push(italic, 'italic');
  }
  push(bare.slice(at));
  const tidy = trimmed(inlines);
  return { inlines: tidy, text: tidy.map(({ text }) => text).join(''), cited, plainUrls };
}

/** Without space at the ends or before a full stop, where a marker was taken out. */
function trimmed(inlines: AnswerInline[]): AnswerInline[] {
  const joined = inlines.map((each, i) => {
    let { text } = each;
    if (i === 0) text = text.trimStart();
    if (i === inlines.length - 1) text = text.trimEnd();
    return each.type === 'text'
      ? { ...each, text: text.replace(/ +([.,;:!?])/g, '$1') }
      : { ...each, text };
  });
  return joined.filter(({ text }) => text !== '');
}
