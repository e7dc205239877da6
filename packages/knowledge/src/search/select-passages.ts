import type { CandidateChunk, RankedSentence } from './rank-sentences.ts';

/** A stretch of a document that search found: whole sentences of one chunk. */
export interface Passage {
  chunkId: string;
  documentId: string;
  documentTitle: string;
  headingPath: string[];
  page: number | null;
  /** UTF-16 offsets into the document's stored text; `text` is exactly that stretch. */
  start: number;
  end: number;
  text: string;
  /** Of its best sentence; comparable within one search only. */
  score: number;
  /** Cosine of the question and the chunk, where meanings were compared. */
  similarity?: number;
  /** In reading order; offsets into the document. */
  sentences: { start: number; end: number; score: number }[];
  /** Ranks of its chunk from 1 in each way of searching; null where that way did not find it. */
  why: {
    words: { rank: number; terms: string[] } | null;
    meaning: { rank: number; similarity: number } | null;
  };
}

/**
 * Takes sentences best first while they fit into `budgetChars` together, and joins neighbours to
 * passages; at most `limit` passages, best first. A sentence too long for what is left is passed over
 * for a shorter one.
 */
export function selectPassages(
  ranked: readonly RankedSentence[],
  options: { budgetChars: number; limit: number; describeTerms: (text: string) => string[] },
): Passage[] {
  const runs: RankedSentence[][] = [];
  const runOf = new Map<string, RankedSentence[]>();
  const key = (chunk: CandidateChunk, index: number): string => `${chunk.id} ${index}`;
  let left = options.budgetChars;
  for (const sentence of ranked) {
    const before = runOf.get(key(sentence.chunk, sentence.index - 1));
    const after = runOf.get(key(sentence.chunk, sentence.index + 1));
    const gap =
      (before === undefined ? 0 : sentence.start - (before.at(-1)?.end ?? sentence.start)) +
      (after === undefined ? 0 : (after[0]?.start ?? sentence.end) - sentence.end);
    const cost = sentence.end - sentence.start + gap;
    if (cost > left) continue;
    if (before === undefined && after === undefined && runs.length >= options.limit) continue;
    left -= cost;
    const run = before ?? after ?? [];
    if (before !== undefined) {
      before.push(sentence);
      if (after !== undefined) {
        before.push(...after);
        runs.splice(runs.indexOf(after), 1);
        for (const each of after) runOf.set(key(each.chunk, each.index), before);
      }
    } else if (after !== undefined) {
      after.unshift(sentence);
    } else {
      run.push(sentence);
      runs.push(run);
    }
    runOf.set(key(sentence.chunk, sentence.index), run);
    if (left < SHORTEST_SENTENCE) break;
  }
  return runs.map((run) => toPassage(run, options.describeTerms)).sort((a, b) => b.score - a.score);
}

/** Nothing shorter is worth looking for once the budget is nearly used. */
const SHORTEST_SENTENCE = 20;

function toPassage(
  run: readonly RankedSentence[],
  describeTerms: (text: string) => string[],
): Passage {
  const first = run[0];
  const last = run.at(-1);
  if (first === undefined || last === undefined) throw new Error('A passage has a sentence.');
  const { chunk } = first;
  const text = chunk.text.slice(first.start - chunk.start, last.end - chunk.start);
  const { wordsRank, meaningRank, similarity } = chunk;
  return {
    chunkId: chunk.id,
    documentId: chunk.documentId,
    documentTitle: chunk.documentTitle,
    headingPath: chunk.headingPath,
    page: chunk.page,
    start: first.start,
    end: last.end,
    text,
    score: run.reduce((best, each) => Math.max(best, each.score), 0),
    ...(similarity === null ? {} : { similarity }),
    sentences: run.map(({ start, end, score }) => ({ start, end, score })),
    why: {
      words: wordsRank === null ? null : { rank: wordsRank, terms: describeTerms(text) },
      meaning:
        meaningRank === null || similarity === null ? null : { rank: meaningRank, similarity },
    },
  };
}
