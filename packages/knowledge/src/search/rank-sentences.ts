import { contentTerms, tokenise } from '@platform/shared/text/tokens';
import { chunkParts } from '../chunk/chunk-parts.ts';
import { rarity, termWeight } from './index-terms.ts';

/** A chunk that search found, or the neighbour of one. */
export interface CandidateChunk {
  id: string;
  documentId: string;
  documentTitle: string;
  ordinal: number;
  start: number;
  page: number | null;
  headingPath: string[];
  text: string;
  sentences: number[];
  /** Rank among the chunks found by words, from 1; null for one that words did not find. */
  wordsRank: number | null;
  meaningRank: number | null;
  /** Cosine of the question and this chunk, and of each of its parts; null without vectors. */
  similarity: number | null;
  partSimilarities: number[] | null;
}

/** A term of the query, how often it stands there, and its rarity among all chunks of the workspace. */
export interface QueryTerm {
  term: string;
  count: number;
  idf: number;
}

export interface RankedSentence {
  chunk: CandidateChunk;
  /** Place in the chunk, from 0, and offsets into the document. */
  index: number;
  start: number;
  end: number;
  score: number;
}

/**
 * Widths, in characters, of the surroundings whose words speak for a sentence: itself, the sentences
 * next to it, the paragraph, the section. Each further sentence counts less, as a normal curve of its
 * distance does (after Lv and Zhai, "Positional language models for information retrieval", 2009).
 */
const WIDTHS = [0, 150, 400, 800, 1_500];
/** From this width on, the title and the headings above count as said in the surroundings. */
const HEADINGS_FROM_WIDTH = 800;
/** A share of a sentence's words below this is not worth its time. */
const LEAST_SHARE = 0.02;

/** So many of the best chunks say how telling a term is among what was found … */
const FOCUS_CHUNKS = 20;
/** … which counts for this much of a term's rarity: "refund" tells nothing apart where all is of refunds. */
const FOCUS_SHARE = 0.6;

/** How much meaning counts beside words; span recall is alike from 0.35 to 0.6. */
const MEANING_SHARE = 0.45;

interface Sentence {
  chunk: CandidateChunk;
  index: number;
  start: number;
  end: number;
  /** How often which term of the query stands in it, by the term's place in the query. */
  terms: [term: number, frequency: number][];
  /** Words that carry matter. */
  length: number;
  /** Which terms of the query stand in the title and the headings above. */
  headings: number[];
}

/**
 * Orders the sentences of the chunks found, best first. The words of a sentence and of its
 * surroundings at several widths are weighed as BM25 does; where chunks have vectors, the likeness of
 * the question to the chunk and to the part of it that holds the sentence is added.
 */
export function rankSentences(
  chunks: readonly CandidateChunk[],
  query: readonly QueryTerm[],
): RankedSentence[] {
  const ordered = [...chunks].sort(
    (a, b) => compare(a.documentId, b.documentId) || a.ordinal - b.ordinal,
  );
  const wanted = new Map(query.map((each, i) => [each.term, i]));
  const sentences = ordered.flatMap((chunk) => readSentences(chunk, wanted));
  const scores = wordScores(sentences, focus(ordered, sentences, query));
  const meaning = meaningScores(sentences);
  return sentences
    .map(({ chunk, index, start, end }, i) => ({
      chunk,
      index,
      start,
      end,
      score: (scores[i] ?? 0) + MEANING_SHARE * (meaning[i] ?? 0),
    }))
    .sort((a, b) => b.score - a.score);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function readSentences(chunk: CandidateChunk, wanted: ReadonlyMap<string, number>): Sentence[] {
  const found: Sentence[] = [];
  const above = new Set(contentTerms([chunk.documentTitle, ...chunk.headingPath].join('\n')));
  const headings = [...wanted].flatMap(([term, i]) => (above.has(term) ? [i] : []));
  for (let i = 0; i + 1 < chunk.sentences.length; i += 2) {
    const start = chunk.sentences[i] ?? 0;
    const end = chunk.sentences[i + 1] ?? 0;
    const frequencies = new Map<number, number>();
    let length = 0;
    for (const { term, stop } of tokenise(chunk.text.slice(start, end))) {
      if (!stop) length += 1;
      const place = wanted.get(term);
      if (place !== undefined) frequencies.set(place, (frequencies.get(place) ?? 0) + 1);
    }
    found.push({
      chunk,
      index: i / 2,
      start: chunk.start + start,
      end: chunk.start + end,
      terms: [...frequencies],
      length,
      headings,
    });
  }
  return found;
}

/** The terms with their rarity among all chunks joined to that among the best chunks found by words. */
function focus(
  chunks: readonly CandidateChunk[],
  sentences: readonly Sentence[],
  query: readonly QueryTerm[],
): QueryTerm[] {
  const best = chunks
    .filter((chunk) => chunk.wordsRank !== null)
    .sort((a, b) => (a.wordsRank ?? 0) - (b.wordsRank ?? 0))
    .slice(0, FOCUS_CHUNKS);
  const holding = query.map(() => new Set<CandidateChunk>());
  for (const { chunk, terms } of sentences) {
    for (const [term] of terms) holding[term]?.add(chunk);
  }
  return query.map((each, i) => {
    const count = best.filter((chunk) => holding[i]?.has(chunk)).length;
    const telling = rarity(count, best.length);
    return { ...each, idf: FOCUS_SHARE * telling + (1 - FOCUS_SHARE) * each.idf };
  });
}

/** For each sentence the mean over all widths of its BM25 score, the best of each width counting 1. */
function wordScores(sentences: readonly Sentence[], query: readonly QueryTerm[]): Float64Array {
  const total = new Float64Array(sentences.length);
  for (const width of WIDTHS) {
    const { lengths, frequencies } = surroundings(sentences, query.length, width);
    const usual = Math.max(1, lengths.reduce((sum, each) => sum + each, 0) / lengths.length);
    const scores = new Float64Array(sentences.length);
    let best = 0;
    for (let i = 0; i < sentences.length; i += 1) {
      let score = 0;
      for (const [t, { count, idf }] of query.entries()) {
        const frequency = frequencies[i * query.length + t] ?? 0;
        if (frequency === 0) continue;
        score += count * idf * termWeight(frequency, lengths[i] ?? usual, usual);
      }
      scores[i] = score;
      best = Math.max(best, score);
    }
    if (best === 0) continue;
    for (let i = 0; i < sentences.length; i += 1) {
      total[i] = (total[i] ?? 0) + (scores[i] ?? 0) / best / WIDTHS.length;
    }
  }
  return total;
}

/**
 * For each sentence how many words its surroundings hold, and how often each term of the query (at
 * `sentence * terms + term`), nearer words counting more. A pair of sentences is looked at once, since
 * what one counts for the other is the same both ways.
 */
function surroundings(
  sentences: readonly Sentence[],
  terms: number,
  width: number,
): { lengths: Float64Array; frequencies: Float64Array } {
  const lengths = new Float64Array(sentences.length);
  const frequencies = new Float64Array(sentences.length * terms);
  const count = (to: number, from: Sentence, share: number): void => {
    lengths[to] = (lengths[to] ?? 0) + share * from.length;
    for (const [term, frequency] of from.terms) {
      const at = to * terms + term;
      frequencies[at] = (frequencies[at] ?? 0) + share * frequency;
    }
  };
  for (const [i, own] of sentences.entries()) {
    count(i, own, 1);
    if (width >= HEADINGS_FROM_WIDTH) {
      for (const term of own.headings) {
        frequencies[i * terms + term] = (frequencies[i * terms + term] ?? 0) + 1;
      }
    }
    for (let j = i + 1; width > 0; j += 1) {
      const other = sentences[j];
      if (other === undefined || other.chunk.documentId !== own.chunk.documentId) break;
      const share = Math.exp(-(((other.start - own.end) / width) ** 2) / 2);
      if (share < LEAST_SHARE) break;
      count(i, other, share);
      count(j, own, share);
    }
  }
  return { lengths, frequencies };
}

/**
 * For each sentence the mean of two likenesses, each scaled so that the mean of all candidates is 0
 * and the best is 1: models differ in where their cosines lie, hardly in how they order.
 */
function meaningScores(sentences: readonly Sentence[]): Float64Array {
  const ofChunk = sentences.map((sentence) => sentence.chunk.similarity);
  const partsOf = new Map<CandidateChunk, (number | null)[]>();
  const ofPart = sentences.map(({ chunk, index }) => {
    const known = partsOf.get(chunk) ?? spreadParts(chunk);
    partsOf.set(chunk, known);
    return known[index] ?? null;
  });
  const [coarse, fine] = [scaled(ofChunk), scaled(ofPart)];
  return coarse.map((each, i) => (each + (fine[i] ?? 0)) / 2);
}

function spreadParts(chunk: CandidateChunk): (number | null)[] {
  const parts = chunkParts(chunk.sentences);
  const known = chunk.partSimilarities;
  if (known === null || known.length !== parts.length) return [];
  return parts.flatMap((part, i) =>
    Array.from({ length: part.last - part.first + 1 }, () => known[i] ?? null),
  );
}

/** A chunk without a vector (new, or still being embedded) counts as the mean: neither for nor against. */
function scaled(values: readonly (number | null)[]): Float64Array {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const best = known.reduce((most, value) => Math.max(most, value), mean);
  return Float64Array.from(values, (value) =>
    value === null || best === mean ? 0 : (value - mean) / (best - mean),
  );
}
