import { type Retriever, similarityFloor, suggestQuestions } from '@platform/ai-core';
import type { Database, TenantTx } from '@platform/db';
import {
  type Embedder,
  type FileStore,
  modelInUse,
  type SearchResult,
  searchPassages,
} from '@platform/knowledge';
import type { Logger } from '@platform/shared/logger';
import { listHeadings } from '../modules/knowledge/documents.queries.ts';

export interface KnowledgeService {
  readonly files: FileStore;
  /** Search as answering needs it, inside one workspace. */
  retrieverFor(tenantId: string): Retriever;
  search(
    tenantId: string,
    request: { query: string; budgetChars: number; limit: number; signal?: AbortSignal },
  ): Promise<SearchResult>;
  suggestQuestions(tx: TenantTx, tenantId: string, asked: readonly string[]): Promise<string[]>;
  /** Tells the ingest worker that a document waits. */
  wakeIngest(): void;
  /** Tells everyone who watches the documents of a workspace. */
  announce(tenantId: string, documentId: string): Promise<void>;
}

interface KnowledgeServiceOptions {
  readonly db: Database;
  readonly files: FileStore;
  readonly logger: Logger;
  /** The embedder that is ready at this moment; `null` searches by words alone. */
  embedder(): Embedder | null;
  wakeIngest(): void;
  announce(tenantId: string, documentId: string): Promise<void>;
}

/** A passage count that is plenty for any answer; the budget of characters ends first. */
const maxPassages = 24;

export function createKnowledgeService(options: KnowledgeServiceOptions): KnowledgeService {
  const { db, files, logger } = options;

  /** The question as a vector, or nothing where that cannot be had now: words alone still answer. */
  const embed = async (tenantId: string, query: string, signal: AbortSignal) => {
    const embedder = options.embedder();
    if (embedder === null) return undefined;
    const inUse = await db.tenant(tenantId, (tx) => modelInUse(tx, tenantId));
    if (inUse !== embedder.model) return undefined;
    try {
      const { vectors } = await embedder.embedQuery(query, signal);
      const [vector] = vectors;
      return vector === undefined ? undefined : { model: embedder.model, vector };
    } catch (error) {
      if (signal.aborted) throw error;
      logger.warn({ err: error }, 'question not embedded, searching by words alone');
      return undefined;
    }
  };

  const search: KnowledgeService['search'] = async (tenantId, request) => {
    const { query, budgetChars, limit } = request;
    const signal = request.signal ?? AbortSignal.timeout(30_000);
    const startedAt = performance.now();
    const question = await embed(tenantId, query, signal);
    const result = await db.tenant(tenantId, (tx) =>
      searchPassages(tx, { tenantId, query, question, budgetChars, limit }),
    );
    return { ...result, tookMs: performance.now() - startedAt };
  };

  return {
    files,
    search,
    retrieverFor: (tenantId) => ({
      retrieve: async ({ query, budgetChars, signal }) => {
        const found = await search(tenantId, { query, budgetChars, limit: maxPassages, signal });
        // With it, the likeness of meaning tells whether the documents answer at all.
        return { ...found, similarityFloor: similarityFloor(options.embedder()?.model ?? '') };
      },
    }),
    suggestQuestions: async (tx, tenantId, asked) =>
      suggestQuestions({ asked, headings: await listHeadings(tx, tenantId) }),
    wakeIngest: () => options.wakeIngest(),
    announce: (tenantId, documentId) => options.announce(tenantId, documentId),
  };
}
