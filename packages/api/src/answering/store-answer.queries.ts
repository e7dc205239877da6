import { answerToText } from '@platform/api-contract/answers';
import type { AnswerOutcome, AnswerTrace, AnswerTree } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { citations, costEvents, knowledgeDocuments, openAnswers } from '@platform/db/schema';
import { uuidv7 } from '@platform/shared/ids';
import { and, eq, inArray } from 'drizzle-orm';
import { appendMessage } from '../modules/conversations/append-message.ts';
import { lockConversation } from '../modules/conversations/conversations.queries.ts';
import { requestPerson } from '../modules/conversations/request-person.ts';
import { closedEvents, type OpenAnswerRow } from './open-answers.queries.ts';

export interface FinishedAnswer {
  readonly tree: AnswerTree;
  readonly outcome: AnswerOutcome;
  readonly trace: AnswerTrace;
  /** The visitor asked for a person: the conversation goes to the team. */
  readonly wantsPerson: boolean;
}

/**
 * Stores an answer with its citations and cost, unless it was closed meanwhile (taken over, stopped,
 * restarted): then nothing is stored and the result is false.
 */
export async function storeAnswer(
  tx: TenantTx,
  open: OpenAnswerRow,
  answer: FinishedAnswer,
): Promise<boolean> {
  const { tenantId, conversationId, answerId } = open;
  const locked = await lockConversation(tx, tenantId, conversationId);
  // By its id: another process may have taken the answer over since, under a new one.
  const closed = await tx
    .delete(openAnswers)
    .where(
      and(
        eq(openAnswers.tenantId, tenantId),
        eq(openAnswers.conversationId, conversationId),
        eq(openAnswers.answerId, answerId),
      ),
    )
    .returning({ answerId: openAnswers.answerId });
  if (closed.length === 0) return false;

  const { tree, outcome, trace } = answer;
  const { message, conversation } = await appendMessage(
    tx,
    locked,
    {
      role: 'assistant',
      text: answerToText(tree),
      answer: tree,
      answerId,
      outcome,
      trace,
      model: trace.model,
      costMicros: trace.costMicros,
      firstSentenceMs: trace.firstSentenceMs,
      totalMs: trace.totalMs,
    },
    { costMicros: locked.costMicros + trace.costMicros },
    () => closedEvents(open, 'finished'),
  );
  await storeCitations(tx, tenantId, message.id, tree);
  await storeCost(tx, tenantId, trace, { kind: 'answer', conversationId, messageId: message.id });
  if (answer.wantsPerson && conversation.channel === 'widget')
    await requestPerson(tx, conversation);
  return true;
}

async function storeCitations(
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
