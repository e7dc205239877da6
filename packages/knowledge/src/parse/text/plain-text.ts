import { DocumentBuilder, nameAsTitle } from '../document-builder.ts';
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
      const blocks = blocksOf(page);
      blocks.forEach((block, at) => {
        addBlock(builder, block, blocks[at + 1]);
      });
    });
    return builder.finish({
      kind: 'text',
      fileName,
      title: firstLine(pages) ?? nameAsTitle(fileName),
    });
  },
};

/** A short first line that stands alone and is no sentence names the text. */
function firstLine(pages: readonly string[]): string | undefined {
  const [first = '', next] = (pages[0] ?? '').trimStart().split('\n', 2);
  const line = first.replace(/^\s*=+|=+\s*$/g, '').trim();
  const standsAlone = next !== undefined && next.trim() === '';
  return standsAlone && line !== '' && line.length <= 100 && !/[.!?,;:]$/.test(line)
    ? line
    : undefined;
}

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

function addBlock(builder: DocumentBuilder, lines: string[], next: string[] | undefined): void {
  const underline = lines[1];
  const first = lines[0] ?? '';
  const level = lines.length === 1 ? headingLevel(first.trim(), next) : undefined;
  if (level !== undefined) {
    builder.heading(level, first.replace(/^\s*=+|=+\s*$/g, ''));
    return;
  }
  if (lines.length === 2 && underline !== undefined && first.length <= 120 && isRule(underline)) {
    builder.heading(underline.startsWith('=') ? 1 : 2, first);
    return;
  }
  if (isWrapped(lines)) builder.paragraph(lines.map((line) => line.trim()).join(' '));
  else builder.preformatted(lines.join('\n'));
}

/**
 * A short line alone, without the end of a sentence, before a longer text is a heading; a number
 * before it (`2.1 Fees`) or signs around it (`== Fees ==`) say its level.
 */
function headingLevel(line: string, next: string[] | undefined): number | undefined {
  const signs = /^(={1,6}) [^=]{1,200} (={1,6})$/.exec(line.slice(0, 300));
  if (signs !== null && signs[1] === signs[2]) return signs[1]?.length;
  const after = next?.join(' ') ?? '';
  const isShort = line.length <= 80 && after.length > line.length;
  if (!isShort || !/^[\p{Lu}\p{N}]/u.test(line) || !/\p{L}/u.test(line)) return undefined;
  if (/[.!?,;:)|"”]$/.test(line) || !/[.!?:]/.test(after)) return undefined;
  const number = /^(\d{1,3}(?:\.\d{1,3}){0,4})\.? /.exec(line)?.[1];
  return number === undefined ? 2 : number.split('.').length;
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
