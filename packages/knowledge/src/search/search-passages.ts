import type { SystemTx, TenantTx } from '@platform/db';
import { contentTerms } from '@platform/shared/text/tokens';
import { rarity } from './index-terms.ts';
import { rankSentences } from './rank-sentences.ts';
import {
  findByMeaning,
  findByWords,
  type QuestionVector,
  readCandidates,
  type SearchScope,
} from './search.queries.ts';
import { type Passage, selectPassages } from './select-passages.ts';

export interface SearchRequest extends SearchScope {
  query: string;
  /** The question in the model the workspace uses now; without it search goes by words alone. */
  question?: QuestionVector | undefined;
  /** How many characters of stored text the passages may hold together. */
  budgetChars: number;
  /** How many passages at most. */
  limit: number;
}

export interface SearchResult {
  mode: 'words' | 'words+meaning';
  /** The query as it was searched. */
  query: string;
  /** Best first. */
  passages: Passage[];
  /** One for each term of the query, also for terms that no document holds. */
  terms: { term: string; idf: number }[];
  /** How many chunks were searched. */
  searched: number;
  tookMs: number;
}

/**
 * So many chunks of each way of searching are read closely, the best of them with their neighbours.
 * Span recall is the same for 48 and 16 neighbours, and falls from 24 and none on.
 */
const CANDIDATES = 32;
const CANDIDATES_WITH_NEIGHBOURS = 8;
/** A longer question is a document; its first words say what it is about. */
const MAX_TERMS = 64;

/**
 * Finds the sentences of a workspace's documents that answer a question, as passages. Words are found
 * by BM25, meanings by vectors of the one model that `question` names; both lists are read and ranked
 * sentence by sentence. Without `question` it is words alone, and `mode` says so.
 */
export async function searchPassages(
  tx: TenantTx | SystemTx,
  request: SearchRequest,
): Promise<SearchResult> {
  const startedAt = performance.now();
  const { query, question } = request;
  const counts = new Map<string, number>();
  for (const term of contentTerms(query)) {
    if (counts.size < MAX_TERMS || counts.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const words = await findByWords(tx, request, counts, CANDIDATES);
  const chunkIds =
    question === undefined
      ? []
      : await findByMeaning(tx, request, question, words.total, CANDIDATES);
  const found = {
    places: words.places,
    chunkIds,
    withNeighbours: CANDIDATES_WITH_NEIGHBOURS,
  };
  const terms = [...counts].map(([term, count]) => ({
    term,
    count,
    idf: rarity(words.holding.get(term) ?? 0, words.total),
  }));
  const nothing = found.places.length === 0 && chunkIds.length === 0;
  const candidates = nothing ? [] : await readCandidates(tx, request, found, question);
  const passages = selectPassages(rankSentences(candidates, terms), {
    budgetChars: request.budgetChars,
    limit: request.limit,
    describeTerms: (text) => [...new Set(contentTerms(text))].filter((term) => counts.has(term)),
  });
  return {
    mode: question === undefined ? 'words' : 'words+meaning',
    query,
    passages,
    terms: terms.map(({ term, idf }) => ({ term, idf })),
    searched: words.total,
    tookMs: performance.now() - startedAt,
  };
}
