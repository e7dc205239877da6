import type { AnswerTrace, AnswerTree } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { citations, costEvents, knowledgeDocuments } from '@platform/db/schema';
import { uuidv7 } from '@platform/shared/ids';
import { and, eq, inArray } from 'drizzle-orm';

export async function storeCitations(
  tx: TenantTx,
  tenantId: string,
  messageId: string,
  tree: AnswerTree,
): Promise<void> {
  if (tree.citations.length === 0) return;
  const ids = [...new Set(tree.citations.map((citation) => citation.documentId))];
  // A document may have been deleted while it was being cited; its quote stays in the answer.
  const present = await tx
    .select({ id: knowledgeDocuments.id })
    .from(knowledgeDocuments)
    .where(and(eq(knowledgeDocuments.tenantId, tenantId), inArray(knowledgeDocuments.id, ids)));
  const known = new Set(present.map((row) => row.id));
  const rows = tree.citations
    .filter((citation) => known.has(citation.documentId))
    .map(({ number, documentId, start, end }) => ({
      tenantId,
      messageId,
      number,
      documentId,
      start,
      end,
    }));
  if (rows.length > 0) await tx.insert(citations).values(rows);
}

/** One row of the ledger for whatever was asked of a model; what cost nothing leaves none. */
export async function storeCost(
  tx: TenantTx,
  tenantId: string,
  trace: AnswerTrace,
  of: { kind: 'answer' | 'draft'; conversationId: string; messageId: string | null },
): Promise<void> {
  if (trace.inputTokens === 0 && trace.outputTokens === 0) return;
  await tx.insert(costEvents).values({
    tenantId,
    id: uuidv7(),
    ...of,
    provider: trace.provider,
    model: trace.model,
    inputTokens: trace.inputTokens,
    outputTokens: trace.outputTokens,
    costMicros: trace.costMicros,
    estimated: trace.tokensEstimated,
  });
}
