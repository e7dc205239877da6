import { DocumentBuilder } from '../document-builder.ts';
import { cleanText } from '../normalise-text.ts';
import type { Parser } from '../parser.ts';
import { decodeText } from './decode-text.ts';
import { warnOfEncoding } from './warn-of-encoding.ts';

/**
 * Plain text: paragraphs are split at empty lines. Lines within a paragraph stay as they are when
 * they look meant (lists, verse, addresses), and are joined when they only wrap at a width.
 */
export const textParser: Parser = {
  kind: 'text',
  parse({ bytes, fileName, limits }) {
    const decoded = decodeText(bytes);
    const builder = new DocumentBuilder(limits);
    warnOfEncoding(builder, decoded);
    const pages = cleanLineEnds(decoded.text).split('\f');
    pages.forEach((page, index) => {
      if (pages.length > 1) builder.page(index + 1);
      for (const block of blocksOf(page)) addBlock(builder, block);
    });
    return builder.finish({ kind: 'text', fileName });
  },
};

function cleanLineEnds(text: string): string {
  // A form feed is a page break of text files; `cleanText` would remove it.
  return text.split('\f').map(cleanText).join('\f');
}

function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let block: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() !== '') block.push(line.trimEnd());
    else if (block.length > 0) {
      blocks.push(block);
      block = [];
    }
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}

function addBlock(builder: DocumentBuilder, lines: string[]): void {
  const underline = lines[1];
  const first = lines[0] ?? '';
  if (lines.length === 2 && underline !== undefined && first.length <= 120 && isRule(underline)) {
    builder.heading(underline.startsWith('=') ? 1 : 2, first);
    return;
  }
  if (isWrapped(lines)) builder.paragraph(lines.map((line) => line.trim()).join(' '));
  else builder.preformatted(lines.join('\n'));
}

function isRule(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= 3 && (/^=+$/.test(trimmed) || /^-+$/.test(trimmed));
}

/** Text set to a width: every line but the last is nearly as long as the longest, which is 60 to 100. */
function isWrapped(lines: readonly string[]): boolean {
  if (lines.length < 3) return false;
  const lengths = lines.slice(0, -1).map((line) => line.length);
  const longest = Math.max(...lengths.slice(0, 10_000));
  if (longest < 60 || longest > 100) return false;
  const full = lengths.filter((length) => length > longest - 18).length;
  return full >= lengths.length * 0.9 && lines.every((line) => !/^\s*([-*•]|\d+[.)])\s/.test(line));
}
