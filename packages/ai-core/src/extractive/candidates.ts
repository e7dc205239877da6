import { splitSentences } from '@platform/shared/text/sentences';
import { tokenise } from '@platform/shared/text/tokens';
import type { Passage, TextSpan } from '../retrieval-port.ts';
import { readableText } from './readable-text.ts';

export type CandidateKind = 'prose' | 'bullet' | 'step' | 'heading' | 'row' | 'question' | 'code';

/** A sentence of a passage, as it might be said. Offsets are of the document. */
export interface Candidate extends TextSpan {
  passage: Passage;
  /** 0 is the best passage. */
  rank: number;
  /** Position among the sentences of its passage. */
  index: number;
  kind: CandidateKind;
  text: string;
  terms: ReadonlySet<string>;
  words: number;
  /** Sentences since its heading, or since its passage begins: 0 is the first. */
  place: number;
  /** On the same line as the sentence before it: part of that item. */
  inline: boolean;
  /** The passage begins or ends within it. */
  cut: boolean;
  /** Score that search gave the sentence; comparable within one retrieval. */
  found: number | null;
}

const termsOf = (text: string): Set<string> =>
  new Set(
    tokenise(text)
      .filter((token) => !token.stop)
      .map((token) => token.term),
  );

function kindOf(raw: string, text: string, headings: readonly string[]): CandidateKind {
  if (/^\s*(?:```|~~~)/.test(raw)) return 'code';
  if (/^\s*#{1,6}\s/.test(raw) || /^\s*=+ .* =+\s*$/.test(raw)) return 'heading';
  if (headings.includes(text)) return 'heading';
  if (/\?["'”’)]*$/.test(text)) return 'question';
  if (/^\s*\(?\d{1,3}[.)]\s/.test(raw)) return 'step';
  if (/^\s*[-*+•‣◦]\s/.test(raw)) return 'bullet';
  if (/\S\s\|\s\S/.test(raw)) return 'row';
  return 'prose';
}

function isCut(raw: string, kind: CandidateKind, at: 'first' | 'last' | 'inner'): boolean {
  if (kind !== 'prose') return false;
  if (at === 'first') return /^\p{Ll}/u.test(raw);
  return at === 'last' && raw.length > 60 && !/[.!?…:;。！？\]}]["'”’»)\]*_]*$/u.test(raw.trim());
}

function foundScore(passage: Passage, span: TextSpan): number | null {
  const found = passage.sentences?.find(
    (each) => each.start < span.end && span.start < each.end && each.score !== undefined,
  );
  return found?.score ?? null;
}

function placeAfter(previous: Candidate | undefined, passage: Passage): number {
  const first = previous?.passage !== passage || previous.kind === 'heading';
  return first ? 0 : previous.place + 1;
}

/** The sentences of a passage; rows of a table ("Plan: Pro | Price: $49") are lines of their own. */
function spansOf(text: string): TextSpan[] {
  return splitSentences(text).flatMap((span) => {
    const raw = text.slice(span.start, span.end);
    if (!/\S \| \S/.test(raw) || !raw.includes('\n')) return [span];
    return [...raw.matchAll(/[^\n]+/g)].map((line) => ({
      start: span.start + line.index,
      end: span.start + line.index + line[0].length,
    }));
  });
}

/** Every sentence of the passages once, by passage and place; a span found twice counts where it ranks best. */
export function readCandidates(passages: readonly Passage[]): Candidate[] {
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  passages.forEach((passage, rank) => {
    const headings = passage.headingPath.map(readableText);
    const spans = spansOf(passage.text);
    spans.forEach((span, index) => {
      const raw = passage.text.slice(span.start, span.end);
      const text = readableText(raw);
      const terms = termsOf(text);
      if (terms.size === 0) return;
      const start = passage.start + span.start;
      const key = `${passage.documentId}:${start}`;
      if (seen.has(key)) return;
      seen.add(key);
      const kind = kindOf(raw, text, headings);
      const at = index === 0 ? 'first' : index === spans.length - 1 ? 'last' : 'inner';
      const docSpan = { start, end: passage.start + span.end };
      candidates.push({
        ...docSpan,
        passage,
        rank,
        index,
        kind,
        text,
        terms,
        words: text.split(' ').length,
        inline: index > 0 && !passage.text.slice(spans[index - 1]?.end, span.start).includes('\n'),
        place: placeAfter(candidates.at(-1), passage),
        cut: isCut(raw, kind, at),
        found: foundScore(passage, docSpan),
      });
    });
  });
  return candidates;
}
