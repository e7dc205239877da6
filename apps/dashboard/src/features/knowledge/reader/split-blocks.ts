import type { DocumentReader } from '@platform/api-contract/types';

type Source = Pick<DocumentReader, 'text' | 'headings' | 'pages' | 'passages'>;

/** A stretch of the stored text that is drawn as one paragraph or heading. Offsets are UTF-16. */
export type Block = {
  start: number;
  end: number;
  /** 1 to 6 for a heading, `null` for text. */
  level: number | null;
  /** A long paragraph is cut; its later parts continue without a gap. */
  continues: boolean;
  /** The number of the page that begins in this block. */
  page: number | null;
  /** Passages that begin in this block, as their positions in the list of passages. */
  passages: readonly number[];
};

/** A paragraph longer than this is cut at a space, so that no single element holds half a book. */
const maxBlockChars = 2_400;
/** Blocks are grouped to about this size; the browser skips drawing groups that are out of view. */
const groupChars = 6_000;

/** The whole text as blocks, in order and without a gap but for the empty lines between paragraphs. */
export function splitBlocks(source: Source): Block[] {
  const blocks: Block[] = [];
  const cuts = cutPoints(source);
  const headings = [...source.headings].sort((one, other) => one.start - other.start);
  let at = 0;
  for (const heading of headings) {
    if (heading.start < at || heading.end <= heading.start) continue;
    pushText(blocks, source.text, at, heading.start, cuts);
    const level = Math.min(6, Math.max(1, heading.level));
    blocks.push(block(heading.start, Math.min(heading.end, source.text.length), level));
    at = heading.end;
  }
  pushText(blocks, source.text, at, source.text.length, cuts);
  return withMarks(blocks, source);
}

/**
 * Where a paragraph is cut so that a mark of the margin stands beside its own line: at each page, and
 * at each passage that begins a line (tables and lists are one paragraph of many lines).
 */
function cutPoints(source: Source): number[] {
  const { text } = source;
  const lines = source.passages.map((each) => each.start).filter((at) => text[at - 1] === '\n');
  const pages = source.pages.map((each) => each.start);
  return [...new Set([...lines, ...pages])].sort((one, other) => one - other);
}

function pushText(
  blocks: Block[],
  text: string,
  from: number,
  to: number,
  cuts: readonly number[],
): void {
  const breaks = /\n[^\S\n]*\n\s*/g;
  breaks.lastIndex = from;
  let start = from;
  for (;;) {
    const found = breaks.exec(text);
    const end = found && found.index < to ? found.index : to;
    pushParagraph(blocks, text, start, end, cuts);
    if (!found || found.index >= to) return;
    start = Math.min(to, found.index + found[0].length);
  }
}

function pushParagraph(
  blocks: Block[],
  text: string,
  from: number,
  to: number,
  cuts: readonly number[],
): void {
  if (text.slice(from, to).trim() === '') return;
  let start = from;
  for (const end of [...cuts.filter((cut) => cut > from && cut < to), to]) {
    // What is only space would be an empty line: it stays with what follows.
    if (text.slice(start, end).trim() === '') continue;
    pushStretch(blocks, text, start, end, start !== from);
    start = end;
  }
}

function pushStretch(
  blocks: Block[],
  text: string,
  from: number,
  to: number,
  continues: boolean,
): void {
  let start = from;
  while (to - start > maxBlockChars) {
    const space = text.lastIndexOf(' ', start + maxBlockChars);
    const line = text.lastIndexOf('\n', start + maxBlockChars);
    const cut = Math.max(space, line);
    // Text without a space is cut where it stands, but never through a surrogate pair.
    let end = cut > start ? cut + 1 : start + maxBlockChars;
    if (/[\uDC00-\uDFFF]/.test(text.charAt(end))) end += 1;
    blocks.push({ ...block(start, end, null), continues: continues || start !== from });
    start = end;
  }
  blocks.push({ ...block(start, to, null), continues: continues || start !== from });
}

function block(start: number, end: number, level: number | null): Block {
  return { start, end, level, continues: false, page: null, passages: [] };
}

/** Gives each page mark and passage to the block it begins in, or the next one. */
function withMarks(blocks: readonly Block[], source: Source): Block[] {
  const passages = source.passages
    .map((passage, index) => ({ start: passage.start, index }))
    .sort((one, other) => one.start - other.start);
  const pages = [...source.pages].sort((one, other) => one.start - other.start);
  let nextPassage = 0;
  let nextPage = 0;
  return blocks.map((each, position) => {
    const last = position === blocks.length - 1;
    const own: number[] = [];
    for (let entry = passages[nextPassage]; entry; entry = passages[nextPassage]) {
      if (entry.start >= each.end && !last) break;
      own.push(entry.index);
      nextPassage += 1;
    }
    let page: number | null = null;
    for (let entry = pages[nextPage]; entry; entry = pages[nextPage]) {
      if (entry.start >= each.end && !last) break;
      page = entry.number;
      nextPage += 1;
    }
    return { ...each, page, passages: own };
  });
}

/** Neighbouring blocks together, each group about as large as a few screens. */
export function groupBlocks(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const each of blocks) {
    if (size >= groupChars) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(each);
    size += each.end - each.start;
  }
  return groups;
}

/** The part of a span that lies in a block, or `null`. */
export function markIn(
  each: Pick<Block, 'start' | 'end'>,
  span: { start: number; end: number } | null,
): { start: number; end: number } | null {
  if (!span) return null;
  const start = Math.max(each.start, span.start);
  const end = Math.min(each.end, span.end);
  return start < end ? { start, end } : null;
}
