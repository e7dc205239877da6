import { contentTerms } from '@platform/shared/text/tokens';
import type { Passage, Retrieval, Retriever } from '../retrieval-port.ts';

/** A passage with everything but its text left plain. Offsets begin at `start`, 0 unless given. */
export function passageOf(text: string, given: Partial<Passage> = {}): Passage {
  const start = given.start ?? 0;
  return {
    chunkId: null,
    documentId: 'doc_00000000000000000000000001',
    documentTitle: 'Guide',
    headingPath: [],
    page: null,
    score: 1,
    ...given,
    start,
    end: start + text.length,
    text,
  };
}

/** A search that always finds these passages, and remembers what it was asked. */
export function retrieverOf(passages: readonly Passage[]): Retriever & { queries: string[] } {
  const queries: string[] = [];
  return {
    queries,
    retrieve: async ({ query }): Promise<Retrieval> => {
      queries.push(query);
      return { mode: 'words', query, passages: [...passages], tookMs: 1 };
    },
  };
}

/** These passages as a search of a workspace that has no others reports them. */
export function retrievalOf(query: string, passages: readonly Passage[]): Retrieval {
  const searched = passages.length;
  const held = passages.map(
    ({ text, headingPath, documentTitle }) =>
      new Set(contentTerms([text, ...headingPath, documentTitle].join('\n'))),
  );
  const terms = [...new Set(contentTerms(query))].map((term) => {
    const holding = held.filter((words) => words.has(term)).length;
    return { term, idf: Math.log(1 + (searched - holding + 0.5) / (holding + 0.5)) };
  });
  return { mode: 'words', query, passages: [...passages], tookMs: 1, terms, searched };
}
