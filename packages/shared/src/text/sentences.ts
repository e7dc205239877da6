/** A stretch of a text by UTF-16 offsets: `text.slice(start, end)`. */
export interface Span {
  start: number;
  end: number;
}

export interface SentenceOptions {
  /** A sentence longer than this (UTF-16 units) is cut at a clause, else at a space. */
  maxLength?: number;
  /** Offsets at which a sentence ends whatever the text says: where a heading or a table row ends. */
  breaks?: readonly number[];
}

const DEFAULT_MAX_LENGTH = 480;
/** A cut off piece shorter than this stays with its neighbour. */
const MIN_PIECE = 40;

/** Words whose full stop ends the word, not the sentence. */
const ABBREVIATIONS = new Set(
  `v mr mrs ms mx dr prof rev hon st sr jr gen col maj capt lt sgt cmdr adm gov sen rep pres
  vs etc eg ie cf al approx ca est esp incl excl resp viz fig figs eq no nos vol vols ch sec art
  para pp pg ed eds inc ltd co corp dept univ assn bros ave blvd rd tel ext min max avg jan feb mar
  apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri e.g i.e a.m p.m u.s u.k
  u.n e.u ph.d b.a m.a d.c bzw z.b usw d.h ggf evtl inkl nr str bspw`.split(/\s+/),
);
/** After these a capital often begins a new sentence; the next word decides. */
const OFTEN_LAST = new Set([
  'etc',
  'al',
  'a.m',
  'p.m',
  'u.s',
  'u.k',
  'u.n',
  'e.u',
  'd.c',
  'inc',
  'ltd',
  'co',
  'corp',
  'jr',
  'sr',
  'usw',
  'ph.d',
  'b.a',
  'm.a',
  'min',
  'max',
]);
const SENTENCE_STARTERS = new Set(
  `a an the this that these those he she it we they you i there here his her its our their your my in on at for but and so
  however when while if after before since as what who why how where which no yes please do does did is
  are was were can could will would should to with from by all some many most one`.split(/\s+/),
);

const BLOCK_LINE =
  /^\s*(?:[-*+•‣◦–—]\s+|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s+|#{1,6}\s|\||>|=+ .* =+\s*$|```|~~~)/;
const HEADING_LINE = /^\s*(?:#{1,6}\s|=+ .* =+\s*$)/;
const TERMINAL = /[.!?…]+["'”’»)\]]*|[。！？｡]+[」』”’）]*|(?<=[\]}])\s*,\s*(?=[[{])/gu;
/** A line of prose that the next one goes on with is about this long or longer. */
const WRAPPED_LINE = 60;

/** Line breaks at which a sentence ends even without a full stop: blank lines, list items, headings, rows. */
function lineBreaks(text: string): number[] {
  const breaks: number[] = [];
  const lines = [...text.matchAll(/[^\n]*(?:\n|$)/g)].filter((m) => m[0].length > 0);
  let fenced = false;
  for (let i = 0; i + 1 < lines.length; i++) {
    const line = lines[i]?.[0] ?? '';
    const next = lines[i + 1]?.[0] ?? '';
    const at = (lines[i]?.index ?? 0) + line.length;
    if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    const bare = line.trim();
    const blank = bare === '' || next.trim() === '';
    const block = BLOCK_LINE.test(next) || HEADING_LINE.test(line) || /^\s*\|/.test(line);
    const short =
      bare.length < WRAPPED_LINE &&
      !/[,;\-–—]$/.test(bare) &&
      /^\s*["'“‘(]?[\p{Lu}\p{N}]/u.test(next);
    if (fenced ? blank : blank || block || short) breaks.push(at);
  }
  return breaks;
}

/** Line breaks written as two characters, as in JSON and logs: `\n\n`, or `\n` before a list item or after a full stop. */
const ESCAPED_BREAK =
  /(?:\\r)?\\n(?:\s*(?:\\r)?\\n)+|(?<=[.!?:;"”’)])(?:\\r)?\\n(?![a-z])|\\n(?=\s*(?:[-*•]\s|\d{1,3}[.)]\s))/g;

const LIST_NUMBER = /(?:^|\n|\\n|[.!?:]["'”’)]?\s|^["'])\s*\(?\d{1,3}$/;

function wordBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 24), at);
  return /[\p{L}\p{M}.]+$/u.exec(before)?.[0] ?? '';
}

function endsSentence(text: string, at: number, mark: string): boolean {
  if (/^[。！？｡]/u.test(mark)) return true;
  const after = text.slice(at + mark.length, at + mark.length + 32);
  if (!/^(?:\s|\\n|$)/.test(after)) {
    return false;
  }
  const next = /^(?:\s|\\n)*["'“‘«([]*([\p{L}\p{M}\p{N}]*)/u.exec(after)?.[1] ?? '';
  if (/^\p{Ll}/u.test(next)) return false;
  if (!mark.startsWith('.') || mark.startsWith('..')) return true;
  const word = wordBefore(text, at).replace(/^\.+/, '');
  // "J. K. Rowling": one capital with a full stop is an initial, but "plan B. The" and "I. Then" are not.
  if (/^\p{Lu}$/u.test(word)) return word === 'I' || SENTENCE_STARTERS.has(next.toLowerCase());
  // "1. Open the page": a number alone after a line break or a full stop numbers a list item.
  if (LIST_NUMBER.test(text.slice(Math.max(0, at - 8), at))) return false;
  const key = word.toLowerCase();
  if (!ABBREVIATIONS.has(key)) return true;
  return OFTEN_LAST.has(key) && SENTENCE_STARTERS.has(next.toLowerCase());
}

/** Space at the edges of a span; a line break written as two characters counts. */
const SPACE_BEFORE = /^(?:\s|\\[rn](?![a-z]))+/;
const SPACE_AFTER = /(?:\s|\\[rn])+$/;

function trimmed(text: string, from: number, to: number): Span | undefined {
  const raw = text.slice(from, to);
  const start = from + (SPACE_BEFORE.exec(raw)?.[0].length ?? 0);
  const end = to - (SPACE_AFTER.exec(raw)?.[0].length ?? 0);
  return end > start ? { start, end } : undefined;
}

/** Cuts a long span at the last clause end within the limit, else at the last space, else hard. */
function cutLong(text: string, span: Span, maxLength: number): Span[] {
  const pieces: Span[] = [];
  let { start } = span;
  while (span.end - start > maxLength) {
    const window = text.slice(start, start + maxLength);
    let at = -1;
    for (const mark of [/[;:](?=\s)/g, /,(?=\s)/g, /\s/g]) {
      for (const match of window.matchAll(mark)) if (match.index >= MIN_PIECE) at = match.index + 1;
      if (at > maxLength / 3) break;
    }
    if (at <= 0) at = /[\uD800-\uDBFF]$/.test(window) ? window.length - 1 : window.length;
    const piece = trimmed(text, start, start + at);
    if (piece) pieces.push(piece);
    start += at;
  }
  const rest = trimmed(text, start, span.end);
  if (rest) pieces.push(rest);
  return pieces;
}

/**
 * The sentences of a text in order, trimmed, without overlap. A heading, a list item, a table row
 * and a block of code between blank lines count as sentences of their own. Knows common
 * abbreviations, initials, decimals and list numbers; a sentence over `maxLength` is cut at a clause.
 */
export function splitSentences(text: string, options: SentenceOptions = {}): Span[] {
  const maxLength = options.maxLength ?? DEFAULT_MAX_LENGTH;
  const ends = [...(options.breaks ?? []), ...lineBreaks(text)];
  for (const match of text.matchAll(ESCAPED_BREAK)) ends.push(match.index + match[0].length);
  for (const match of text.matchAll(TERMINAL)) {
    const isRecordEnd = /^\s*,/.test(match[0]);
    if (isRecordEnd || endsSentence(text, match.index, match[0])) {
      ends.push(match.index + match[0].length);
    }
  }
  ends.push(text.length);
  ends.sort((a, b) => a - b);
  const sentences: Span[] = [];
  let start = 0;
  for (const end of ends) {
    const span = trimmed(text, start, end);
    if (span)
      sentences.push(
        ...(span.end - span.start > maxLength ? cutLong(text, span, maxLength) : [span]),
      );
    start = end;
  }
  return sentences;
}
