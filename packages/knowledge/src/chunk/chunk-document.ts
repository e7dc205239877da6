import { type Span, splitSentences } from '@platform/shared/text/sentences';

/** What chunking needs of a parsed document; offsets are UTF-16 code units into `text`. */
export interface ChunkSource {
  text: string;
  structure: {
    headings: readonly { level: number; text: string; start: number; end: number }[];
    pages: readonly { number: number; start: number; end: number }[];
    tables?: readonly Span[];
  };
}

/** A passage of a document: `text === source.text.slice(start, end)`. */
export interface Chunk extends Span {
  /** Place in the document, from 0. */
  ordinal: number;
  text: string;
  /** The page on which it starts, where the document has pages. */
  page: number | null;
  /** Titles of the sections it stands in, outermost first. */
  headingPath: string[];
  /** Start and end of each sentence in turn, from the start of the chunk. */
  sentences: number[];
}

/**
 * About 170 English words. Measured on span recall, 500 to 1,500 are alike; smaller makes more rows,
 * larger dilutes the one vector that finds a chunk.
 */
const MAX_CHUNK_LENGTH = 1_000;

type Heading = ChunkSource['structure']['headings'][number];

/**
 * Cuts a document into chunks: whole sentences, never across the start of a section, about equal in
 * length within a section. Chunks do not overlap; search looks across their borders by itself.
 */
export function chunkDocument(source: ChunkSource): Chunk[] {
  const { text, structure } = source;
  const breaks = structure.headings.flatMap((heading) => [heading.start, heading.end]);
  for (const table of structure.tables ?? []) {
    for (let at = table.start; at !== -1 && at < table.end; at = nextLine(text, at))
      breaks.push(at);
    breaks.push(table.end);
  }
  const sentences = splitSentences(text, { breaks });
  const chunks: Chunk[] = [];
  for (const section of sections(sentences, structure.headings)) {
    for (const group of balanced(section.sentences, MAX_CHUNK_LENGTH)) {
      const start = group[0]?.start ?? 0;
      const end = group.at(-1)?.end ?? start;
      chunks.push({
        ordinal: chunks.length,
        start,
        end,
        text: text.slice(start, end),
        page: pageAt(structure.pages, start),
        headingPath: section.path,
        sentences: group.flatMap((each) => [each.start - start, each.end - start]),
      });
    }
  }
  return chunks;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? -1 : end + 1;
}

interface Section {
  path: string[];
  sentences: Span[];
}

/** A heading opens a section; one without text of its own goes on with the section below it. */
function sections(sentences: readonly Span[], headings: readonly Heading[]): Section[] {
  const found: Section[] = [];
  const open: Heading[] = [];
  let section: Section = { path: [], sentences: [] };
  let hasText = false;
  let next = 0;
  for (const sentence of sentences) {
    let heading = headings[next];
    let isHeading = false;
    while (heading !== undefined && heading.start <= sentence.start) {
      while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop();
      open.push(heading);
      const path = open.map((each) => each.text);
      if (hasText) {
        found.push(section);
        section = { path, sentences: [] };
        hasText = false;
      } else {
        section.path = path;
      }
      isHeading = sentence.end <= heading.end;
      next += 1;
      heading = headings[next];
    }
    section.sentences.push(sentence);
    hasText ||= !isHeading;
  }
  if (section.sentences.length > 0) found.push(section);
  return found;
}

function pageAt(pages: ChunkSource['structure']['pages'], at: number): number | null {
  let page: number | null = null;
  for (const each of pages) {
    if (each.start > at) break;
    if (each.start < each.end) page = each.number;
  }
  return page;
}

/** Groups of neighbours, each at most `maxLength` long unless one alone is longer, about equal in length. */
export function balanced<Item extends Span>(items: readonly Item[], maxLength: number): Item[][] {
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined) return [];
  const target = (last.end - first.start) / Math.ceil((last.end - first.start) / maxLength);
  const groups: Item[][] = [];
  let group: Item[] = [];
  let start = first.start;
  for (const item of items) {
    const before = (group.at(-1)?.end ?? item.start) - start;
    const after = item.end - start;
    // The sentence that passes the target goes where the group ends up nearer to it.
    const full = after > maxLength || (after > target && after - target > target - before);
    if (group.length > 0 && full) {
      groups.push(group);
      group = [];
      start = item.start;
    }
    group.push(item);
  }
  groups.push(group);
  return groups;
}
