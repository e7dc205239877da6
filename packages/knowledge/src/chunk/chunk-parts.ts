import type { Span } from '@platform/shared/text/sentences';
import { balanced } from './chunk-document.ts';

/**
 * Three or four sentences, so that a chunk has two parts: their vectors tell which half is meant.
 * Measured on span recall, 400 to 500 are alike; single sentences lack what they are about.
 */
const MAX_PART_LENGTH = 500;

/** A part of a chunk that has a vector of its own: sentences `first` to `last`, offsets from the chunk's start. */
export interface ChunkPart extends Span {
  first: number;
  last: number;
}

/** The parts of a chunk, in order, without overlap. They follow from its sentences and are not stored. */
export function chunkParts(sentences: readonly number[]): ChunkPart[] {
  const spans = [];
  for (let i = 0; i + 1 < sentences.length; i += 2) {
    spans.push({ index: i / 2, start: sentences[i] ?? 0, end: sentences[i + 1] ?? 0 });
  }
  return balanced(spans, MAX_PART_LENGTH).map((group) => ({
    first: group[0]?.index ?? 0,
    last: group.at(-1)?.index ?? 0,
    start: group[0]?.start ?? 0,
    end: group.at(-1)?.end ?? 0,
  }));
}
