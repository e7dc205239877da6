import type { Embedder } from '@platform/knowledge';
import { splitSentences } from '@platform/shared/text/sentences';
import { contentTerms } from '@platform/shared/text/tokens';
import type { BenchDocument, BenchQuestion } from './questions.ts';
import { type FoundSpan, spanRecall } from './span-recall.ts';

export interface Measured {
  name: string;
  /** Mean span recall by budget in characters. */
  recall: Map<number, number>;
}

const SIZES = [400, 600, 800, 1_000];

interface BaselinePassage extends FoundSpan {
  text: string;
}

/** Whole sentences up to `size` characters; with `overlap`, each starts in the middle of the one before. */
function cut(
  documents: readonly BenchDocument[],
  size: number,
  overlap: boolean,
): BaselinePassage[] {
  const passages: BaselinePassage[] = [];
  for (const { name, text } of documents) {
    const sentences = splitSentences(text);
    for (let first = 0; first < sentences.length; ) {
      const start = sentences[first]?.start ?? 0;
      let last = first;
      while ((sentences[last + 1]?.end ?? Number.POSITIVE_INFINITY) - start <= size) last += 1;
      const end = sentences[last]?.end ?? start;
      passages.push({ document: name, start, end, text: text.slice(start, end) });
      if (last + 1 >= sentences.length) break;
      first += overlap ? Math.max(1, Math.round((last - first + 1) / 2)) : last - first + 1;
    }
  }
  return passages;
}

function bm25(passages: readonly BaselinePassage[], query: string): Float64Array {
  const index = indexOf(passages);
  const scores = new Float64Array(passages.length);
  for (const term of contentTerms(query)) {
    const postings = index.postings.get(term) ?? [];
    const idf = Math.log(1 + (passages.length - postings.length + 0.5) / (postings.length + 0.5));
    for (const [at, count] of postings) {
      const length = (index.lengths[at] ?? 0) / index.meanLength;
      scores[at] = (scores[at] ?? 0) + (idf * count * 2.2) / (count + 1.2 * (0.25 + 0.75 * length));
    }
  }
  return scores;
}

interface TermIndex {
  postings: Map<string, [at: number, count: number][]>;
  lengths: number[];
  meanLength: number;
}
const indexes = new WeakMap<readonly BaselinePassage[], TermIndex>();

function indexOf(passages: readonly BaselinePassage[]): TermIndex {
  const known = indexes.get(passages);
  if (known !== undefined) return known;
  const postings: TermIndex['postings'] = new Map();
  const lengths = passages.map(({ text }, at) => {
    const terms = contentTerms(text);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      postings.set(term, [...(postings.get(term) ?? []), [at, count]]);
    }
    return terms.length;
  });
  const meanLength = lengths.reduce((sum, each) => sum + each, 0) / lengths.length;
  const made = { postings, lengths, meanLength };
  indexes.set(passages, made);
  return made;
}

const order = (scores: ArrayLike<number>): number[] =>
  Array.from(scores, (_, at) => at).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));

/** Reciprocal rank fusion (Cormack et al., 2009) with the usual constant. */
function fuse(rankings: readonly number[][]): number[] {
  const scores: number[] = [];
  for (const ranking of rankings) {
    ranking.forEach((at, rank) => {
      scores[at] = (scores[at] ?? 0) + 1 / (60 + rank + 1);
    });
  }
  return order(scores);
}

/**
 * The common means over passages of 400 to 1,000 characters, with and without half overlap: for each
 * kind and budget the best of all sizes, which is more than one system could have at once.
 */
export async function measureBaselines(
  documents: readonly BenchDocument[],
  questions: readonly BenchQuestion[],
  budgets: readonly number[],
  embedder: Embedder | null,
): Promise<Measured[]> {
  const signal = new AbortController().signal;
  const best = new Map<string, Map<number, number>>();
  const vectorsOf = async (texts: readonly string[]) =>
    embedder === null ? [] : (await embedder.embedDocuments(texts, signal)).vectors;
  const questionVectors = await Promise.all(
    questions.map((each) => embedder?.embedQuery(each.text, signal)),
  );
  for (const size of SIZES) {
    for (const overlap of [false, true]) {
      const passages = cut(documents, size, overlap);
      const vectors = await vectorsOf(passages.map((each) => each.text));
      const sums = new Map<string, Map<number, number>>();
      questions.forEach((question, i) => {
        const words = order(bm25(passages, question.text));
        const rankings = new Map([['BM25', words]]);
        const wanted = questionVectors[i]?.vectors[0];
        if (wanted !== undefined) {
          const meaning = order(vectors.map((vector) => dot(vector, wanted)));
          rankings.set('dense', meaning).set('rank fusion', fuse([words, meaning]));
        }
        for (const [name, ranking] of rankings) {
          const found = ranking.flatMap((at) => passages[at] ?? []);
          const sum = sums.get(name) ?? new Map<number, number>();
          for (const budget of budgets) {
            const recall = spanRecall(question, found, budget) / questions.length;
            sum.set(budget, (sum.get(budget) ?? 0) + recall);
          }
          sums.set(name, sum);
        }
      });
      for (const [name, sum] of sums) {
        const most = best.get(name) ?? new Map<number, number>();
        for (const [budget, recall] of sum)
          most.set(budget, Math.max(recall, most.get(budget) ?? 0));
        best.set(name, most);
      }
    }
  }
  return [...best].map(([name, recall]) => ({ name: `${name}, best of eight cuts`, recall }));
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0);
