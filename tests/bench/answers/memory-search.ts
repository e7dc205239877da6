import type { Passage, Retrieval, Retriever } from '@platform/ai-core';
import { splitSentences } from '@platform/shared/text/sentences';
import { contentTerms } from '@platform/shared/text/tokens';

export interface BenchDocument {
  name: string;
  text: string;
}

interface Chunk {
  document: BenchDocument;
  headingPath: string[];
  start: number;
  end: number;
  counts: Map<string, number>;
  length: number;
}

const CHUNK_CHARS = 600;
const K1 = 1.2;
const B = 0.75;

/** Chunks of whole sentences; a Markdown heading begins a new one and names what follows. */
function cut(document: BenchDocument): Chunk[] {
  const chunks: Chunk[] = [];
  const headings: { level: number; text: string }[] = [];
  let from: number | null = null;
  let to = 0;
  const push = () => {
    if (from === null) return;
    const headingPath = headings.map(({ text }) => text);
    const terms = contentTerms(
      [document.name, ...headingPath, document.text.slice(from, to)].join(' '),
    );
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    chunks.push({ document, headingPath, start: from, end: to, counts, length: terms.length });
    from = null;
  };
  for (const { start, end } of splitSentences(document.text)) {
    const heading = /^(#{1,6}) (.+)$/.exec(document.text.slice(start, end));
    if (heading) {
      push();
      const level = heading[1]?.length ?? 1;
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
      headings.push({ level, text: heading[2] ?? '' });
    }
    if (from !== null && end - from > CHUNK_CHARS) push();
    from ??= start;
    to = end;
  }
  push();
  return chunks;
}

export interface MemoryIndex extends Retriever {
  chunkCount: number;
  retrieveNow(query: string, budgetChars: number, without?: (chunk: Passage) => boolean): Retrieval;
}

/** BM25 over chunks of whole sentences in memory: search for the bench where no database is wanted. */
export function indexInMemory(documents: readonly BenchDocument[]): MemoryIndex {
  const chunks = documents.flatMap(cut);
  const holding = new Map<string, number[]>();
  chunks.forEach(({ counts }, i) => {
    for (const term of counts.keys()) {
      const list = holding.get(term) ?? [];
      list.push(i);
      holding.set(term, list);
    }
  });
  const meanLength = chunks.reduce((sum, { length }) => sum + length, 0) / Math.max(1, chunks.length);
  const retrieveNow: MemoryIndex['retrieveNow'] = (query, budgetChars, without) => {
    const started = performance.now();
    const scores = new Map<number, number>();
    const terms = [...new Set(contentTerms(query))].map((term) => {
      const list = holding.get(term) ?? [];
      const idf = Math.log(1 + (chunks.length - list.length + 0.5) / (list.length + 0.5));
      for (const i of list) {
        const chunk = chunks[i];
        const count = chunk?.counts.get(term) ?? 0;
        const norm = K1 * (1 - B + (B * (chunk?.length ?? 0)) / meanLength);
        scores.set(i, (scores.get(i) ?? 0) + (idf * count * (K1 + 1)) / (count + norm));
      }
      return { term, idf };
    });
    const passages: Passage[] = [];
    let left = budgetChars;
    for (const [i, score] of [...scores].sort((a, b) => b[1] - a[1])) {
      const chunk = chunks[i];
      if (!chunk || left <= 0) break;
      const end = Math.min(chunk.end, chunk.start + left);
      const passage: Passage = {
        chunkId: null,
        documentId: chunk.document.name,
        documentTitle: chunk.document.name,
        headingPath: chunk.headingPath,
        page: null,
        start: chunk.start,
        end,
        text: chunk.document.text.slice(chunk.start, end),
        score,
      };
      if (without?.(passage)) continue;
      passages.push(passage);
      left -= end - chunk.start;
    }
    return { mode: 'words', query, passages, tookMs: performance.now() - started, terms };
  };
  return {
    chunkCount: chunks.length,
    retrieveNow,
    retrieve: async ({ query, budgetChars }) => retrieveNow(query, budgetChars),
  };
}
