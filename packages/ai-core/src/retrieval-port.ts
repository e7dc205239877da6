/** A stretch of a document's stored text, in UTF-16 code units: `documentText.slice(start, end)`. */
export interface TextSpan {
  start: number;
  end: number;
}

/** A stretch of a document that search found. */
export interface Passage extends TextSpan {
  chunkId: string | null;
  documentId: string;
  documentTitle: string;
  headingPath: string[];
  page: number | null;
  /** Exactly the stored text from `start` to `end`: citations are cut out of it by offset. */
  text: string;
  /** Higher is better; comparable within one retrieval only. */
  score: number;
  /** Cosine of the question and this passage, where search compared meanings. */
  similarity?: number;
  /** Sentences of this passage with the score that search gave them; offsets into the document. */
  sentences?: (TextSpan & { score?: number })[];
}

/** How telling a word of the query is in the documents searched: its BM25 inverse document frequency. */
export interface QueryTermWeight {
  /** As `tokenise` of `@platform/shared/text/tokens` gives it. */
  term: string;
  idf: number;
}

export interface Retrieval {
  mode: 'words' | 'words+meaning';
  /** The query as it was searched. */
  query: string;
  /** Best first. */
  passages: Passage[];
  tookMs: number;
  /** One entry per term of the query, also for terms that no document contains. */
  terms?: QueryTermWeight[];
  /** How many passages the documents searched have in all. */
  searched?: number;
  /** Cosine of texts that have nothing to do with one another, in the model that compared meanings. */
  similarityFloor?: number | undefined;
}

/**
 * What answering needs of search. Given by the composition root, so that answering and documents do
 * not import one another.
 */
export interface Retriever {
  /** `budgetChars` is how many unique characters the passages may hold together. */
  retrieve(request: {
    query: string;
    budgetChars: number;
    signal: AbortSignal;
  }): Promise<Retrieval>;
}
