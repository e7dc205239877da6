import { DocumentBuilder } from '../document-builder.ts';
import { cleanText } from '../normalise-text.ts';
import type { Parser } from '../parser.ts';
import { decodeText } from './decode-text.ts';
import { inlineText, isTableRule, rowCells } from './markdown-inline.ts';
import { readFrontMatter, visibleSource } from './markdown-source.ts';
import { warnOfEncoding } from './warn-of-encoding.ts';

/**
 * Markdown (CommonMark and the tables of GitHub), read line by line into text a person can read:
 * headings keep their place, marks go, tables become rows, code stays as it is.
 */
export const markdownParser: Parser = {
  kind: 'markdown',
  parse({ bytes, fileName, limits }) {
    const decoded = decodeText(bytes);
    const builder = new DocumentBuilder(limits);
    warnOfEncoding(builder, decoded);
    const { title, language, body } = readFrontMatter(cleanText(decoded.text));
    const { text, removed } = visibleSource(body);
    if (removed > 0)
      builder.warn(
        'hidden-text-removed',
        'Text that a reader of the page does not see was left out.',
      );
    const reader = new MarkdownReader(builder, text.split('\n'));
    reader.read();
    return builder.finish({ kind: 'markdown', fileName, title: title ?? reader.title, language });
  },
};

const headingLine = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const fenceLine = /^ {0,3}(`{3,}|~{3,})/;
const ruleLine = /^ {0,3}(?:[-*_][ \t]*){3,}$/;
const itemLine = /^(\s*)(?:[-*+]|(\d{1,9}[.)]))[ \t]+(.*)$/;
const referenceLine = /^ {0,3}\[[^\]]{1,200}\]:\s*\S/;

class MarkdownReader {
  title: string | undefined;
  readonly #builder: DocumentBuilder;
  readonly #lines: readonly string[];
  #block: string[] = [];
  #at = 0;

  constructor(builder: DocumentBuilder, lines: readonly string[]) {
    this.#builder = builder;
    this.#lines = lines;
  }

  read(): void {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at] ?? '';
      this.#at += 1;
      this.#line(line);
    }
    this.#endBlock();
  }

  #line(line: string): void {
    const short = line.slice(0, 2_000);
    const isFirst = this.#block.length === 0;
    const fence = fenceLine.exec(short)?.[1];
    const heading = headingLine.exec(short);
    if (fence !== undefined) this.#code(fence);
    else if (heading !== null) {
      this.#endBlock();
      const text = (heading[2] ?? '').replace(/[ \t]#{1,50}[ \t]*$/, '');
      this.#heading(heading[1]?.length ?? 1, text);
    } else if (line.trim() === '' || referenceLine.test(short)) this.#endBlock();
    else if (isFirst && line.includes('|') && isTableRule(this.#lines[this.#at] ?? '')) {
      this.#table(line);
    } else if (!isFirst && /^ {0,3}(?:=+|-+)[ \t]*$/.test(short)) this.#underline(line);
    else if (line.length < 1_000 && ruleLine.test(line)) this.#endBlock();
    else if (isFirst && /^( {4}|\t)\S/.test(short)) this.#indentedCode(line);
    else this.#text(line);
  }

  /** A paragraph's lines are joined; each item of a list is a line of its own. */
  #text(line: string): void {
    const bare = line.replace(/^(?:\s{0,3}> ?){1,20}/, '');
    const item = itemLine.exec(bare.slice(0, 20_000));
    if (item !== null) {
      this.#block.push(`${item[2] ?? '-'} ${item[3] ?? ''}`.replace(/^(\S+) \[[ xX]\] /, '$1 '));
      return;
    }
    const last = this.#block.length - 1;
    const before = this.#block[last];
    const startsNew = before === undefined || /( {2}|\\)$/.test(before) || bare.includes('|');
    if (startsNew) this.#block.push(bare);
    else this.#block[last] = `${before} ${bare.trimStart()}`;
  }

  #underline(line: string): void {
    const text = this.#block.join(' ');
    this.#block = [];
    this.#heading(line.trim().startsWith('=') ? 1 : 2, text);
  }

  #heading(level: number, raw: string): void {
    const text = inlineText(raw);
    if (level === 1) this.title ??= text;
    this.#builder.heading(level, text);
  }

  #code(fence: string): void {
    this.#endBlock();
    const code: string[] = [];
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at] ?? '';
      this.#at += 1;
      if (fenceLine.exec(line)?.[1]?.startsWith(fence) === true) break;
      code.push(line);
    }
    this.#builder.preformatted(code.join('\n'));
  }

  #indentedCode(first: string): void {
    const code = [first];
    while (/^( {4}|\t)|^\s*$/.test(this.#lines[this.#at] ?? 'x')) {
      code.push(this.#lines[this.#at] ?? '');
      this.#at += 1;
    }
    this.#builder.preformatted(code.map((line) => line.replace(/^( {4}|\t)/, '')).join('\n'));
  }

  #table(header: string): void {
    const rows = [rowCells(header)];
    this.#at += 1;
    while (this.#lines[this.#at]?.includes('|') === true) {
      rows.push(rowCells(this.#lines[this.#at] ?? ''));
      this.#at += 1;
    }
    this.#builder.table(rows, { hasHeader: rows[0]?.some((cell) => cell.trim() !== '') ?? false });
  }

  #endBlock(): void {
    if (this.#block.length === 0) return;
    const text = this.#block.map((line) => inlineText(line.replace(/\\$/, ''))).join('\n');
    this.#block = [];
    this.#builder.paragraph(text);
  }
}
