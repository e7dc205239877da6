import type { TenantTx } from '@platform/db';
import {
  knowledgeChunks as chunkRows,
  costEvents,
  knowledgeTerms as termRows,
} from '@platform/db/schema';
import { newId, uuidv7 } from '@platform/shared/ids';
import { eq } from 'drizzle-orm';
import type { Chunk } from '../chunk/chunk-document.ts';
import type { EmbedUsage } from '../embed/embed-chunks.ts';
import type { Embedder } from '../embed/embedder.ts';
import type { TermPostings } from '../search/index-terms.ts';

interface Owner {
  tenantId: string;
  documentId: string;
}

export async function insertChunks(
  tx: TenantTx,
  { tenantId, documentId }: Owner,
  chunks: readonly Chunk[],
): Promise<void> {
  if (chunks.length === 0) return;
  await tx
    .insert(chunkRows)
    .values(chunks.map((chunk) => ({ ...chunk, tenantId, documentId, id: newId('chunk') })));
}

export async function deleteTerms(tx: TenantTx, documentId: string): Promise<void> {
  await tx.delete(termRows).where(eq(termRows.documentId, documentId));
}

export async function insertTerms(
  tx: TenantTx,
  { tenantId, documentId }: Owner,
  terms: readonly TermPostings[],
): Promise<void> {
  if (terms.length === 0) return;
  await tx.insert(termRows).values(terms.map((term) => ({ ...term, tenantId, documentId })));
}

/** What a provider's embeddings cost; nothing is written for a model that takes no tokens (a local one). */
export async function insertEmbeddingCost(
  tx: TenantTx,
  tenantId: string,
  { provider, model }: Pick<Embedder, 'provider' | 'model'>,
  usage: EmbedUsage,
): Promise<void> {
  if (usage.tokens === 0) return;
  await tx.insert(costEvents).values({
    tenantId,
    id: uuidv7(),
    kind: 'embedding',
    provider,
    model,
    inputTokens: usage.tokens,
    outputTokens: 0,
    costMicros: usage.costMicros ?? 0,
    // Where the price is not known, the amount is no more than a place for one.
    estimated: usage.costMicros === null,
  });
}
