import type { DocumentBuilder } from '../document-builder.ts';
import type { PdfLine } from './pdf-lines.ts';

/** Sizes of the letters of a document: the one most text has, and those of its headings. */
export interface PdfSizes {
  body: number;
  headings: number[];
}

const rounded = (size: number) => Math.round(size * 2) / 2;

/** A heading's letters are at least this much larger than the text's. */
const headingScale = 1.12;

export function measureSizes(pages: readonly (readonly PdfLine[])[]): PdfSizes {
  const letters = new Map<number, number>();
  for (const line of pages.flat()) {
    const size = rounded(line.size);
    letters.set(size, (letters.get(size) ?? 0) + line.text.length);
  }
  let body = 0;
  let most = 0;
  for (const [size, count] of letters) {
    if (count <= most) continue;
    body = size;
    most = count;
  }
  const headings = [...letters.keys()].filter((size) => size >= body * headingScale);
  return { body, headings: headings.sort((a, b) => b - a).slice(0, 6) };
}

/** Words as they stand within lines; tells whether a hyphen at a line's end belongs to its word. */
export function wordsOf(pages: readonly (readonly PdfLine[])[]): Set<string> {
  const words = new Set<string>();
  for (const line of pages.flat()) {
    for (const word of line.text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [])
      words.add(word);
  }
  return words;
}

/**
 * Writes the lines of one page: headings by size, rows of tables line by line, the rest joined into
 * paragraphs. Returns the last open paragraph's end for the page that follows.
 */
export function writePage(
  builder: DocumentBuilder,
  lines: readonly PdfLine[],
  sizes: PdfSizes,
  words: ReadonlySet<string>,
  continuesBefore: boolean,
): { isOpen: boolean } {
  const right = lines.reduce((most, line) => Math.max(most, line.endX), 0);
  const left = lines.reduce((least, line) => Math.min(least, line.x), right);
  let text = '';
  let previous: PdfLine | undefined;
  let isFirst = true;
  const end = () => {
    if (text === '') return;
    if (isFirst && continuesBefore && /^\p{Ll}/u.test(text)) builder.continued(text);
    else builder.paragraph(text);
    isFirst = false;
    text = '';
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined) break;
    const level = headingLevel(line, sizes);
    if (level !== undefined) {
      end();
      let heading = line.text;
      let last = line;
      // A heading over several lines is set close.
      for (
        let next = lines[at + 1];
        next !== undefined && isSameHeading(last, next);
        next = lines[at + 1]
      ) {
        heading = `${heading} ${next.text}`;
        last = next;
        at += 1;
      }
      builder.heading(level, heading);
      isFirst = false;
      previous = undefined;
    } else if (line.cells.length > 1) {
      end();
      const rows = [line];
      for (
        let next = lines[at + 1];
        next !== undefined && next.cells.length > 1;
        next = lines[at + 1]
      ) {
        rows.push(next);
        at += 1;
      }
      writeRows(builder, rows);
      isFirst = false;
      previous = undefined;
    } else {
      if (previous !== undefined && startsParagraph(previous, line, left, right)) end();
      const own = line.text.replace(leaders, ' … ');
      text = text === '' ? own : joinLines(text, own, words);
      previous = line;
    }
    at += 1;
  }
  const isOpen = text !== '' && !/[.!?:;)"”’\]]\s*$/.test(text);
  end();
  return { isOpen };
}

/** Dots that lead the eye from an entry of a list of contents to its page. */
const leaders = /(?:\s?\.){4,}\s*/g;
const isEntry = (line: PdfLine) => line.text.search(leaders) !== -1;

function headingLevel(line: PdfLine, sizes: PdfSizes): number | undefined {
  if (isEntry(line)) return undefined;
  if (line.text.length > 200 || line.cells.length > 1 || !/\p{L}/u.test(line.text))
    return undefined;
  const rank = sizes.headings.indexOf(rounded(line.size));
  return rank === -1 ? undefined : rank + 1;
}

function isSameHeading(line: PdfLine, next: PdfLine): boolean {
  return (
    rounded(line.size) === rounded(next.size) &&
    next.cells.length === 1 &&
    line.y - next.y > 0 &&
    line.y - next.y < line.size * 1.6
  );
}

/** Rows with the same number of cells are a table; a header is told as in any other. */
function writeRows(builder: DocumentBuilder, rows: readonly PdfLine[]): void {
  const width = rows[0]?.cells.length;
  if (rows.length > 1 && rows.every((row) => row.cells.length === width)) {
    builder.table(rows.map((row) => row.cells));
    return;
  }
  builder.paragraph(rows.map((row) => row.text).join('\n'));
}

const itemStart = /^\s*(?:[•▪◦‣●○■–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/i;

function startsParagraph(previous: PdfLine, line: PdfLine, left: number, right: number): boolean {
  const drop = previous.y - line.y;
  const height = Math.max(previous.size, line.size);
  // Up again: the next column. Far down: an empty line between.
  if (drop < -height * 0.5 || drop > height * 1.75) return true;
  if (Math.abs(previous.size - line.size) > height * 0.1) return true;
  if (itemStart.test(line.text) || isEntry(line) || isEntry(previous)) return true;
  const isIndented = line.x - previous.x > height * 0.8 && line.x - left > height * 0.8;
  const endsSentence = /[.!?:]["”’)]?\s*$/.test(previous.text);
  const endsShort = previous.endX < right - (right - left) * 0.15;
  // Another font after a line that was not filled: code, or the end of it.
  if (endsShort && previous.font !== line.font) return true;
  return endsSentence && (endsShort || isIndented);
}

function joinLines(text: string, next: string, words: ReadonlySet<string>): string {
  const head = /([\p{L}\p{N}-]{1,60})[-\u00ad]\s*$/u.exec(text.slice(-64));
  const tail = /^(\p{Ll}[\p{L}\p{N}]{0,60})/u.exec(next);
  if (head === null || tail === null) return `${text.trimEnd()} ${next.trimStart()}`;
  const bare = text.trimEnd().slice(0, -1);
  const first = (head[1] ?? '').toLowerCase();
  const rest = (tail[1] ?? '').toLowerCase();
  const keepsHyphen = words.has(`${first}-${rest}`) && !words.has(`${first}${rest}`);
  return `${bare}${keepsHyphen ? '-' : ''}${next}`;
}
