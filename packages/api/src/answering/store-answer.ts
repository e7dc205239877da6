import { answerToText } from '@platform/api-contract/answers';
import type { AnswerOutcome, AnswerTrace, AnswerTree } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { appendMessage } from '../modules/conversations/append-message.ts';
import { lockConversation } from '../modules/conversations/conversations.queries.ts';
import { requestPerson } from '../modules/conversations/request-person.ts';
import {
  closedEvents,
  finishAnswer,
  type OpenAnswerRow,
  openNextAnswer,
} from './open-answers.queries.ts';
import { storeCitations, storeCost } from './store-answer.queries.ts';

export interface FinishedAnswer {
  readonly tree: AnswerTree;
  readonly outcome: AnswerOutcome;
  readonly trace: AnswerTrace;
  /** The visitor asked for a person: the conversation goes to the team. */
  readonly wantsPerson: boolean;
}

/**
 * Stores an answer with its citations and cost, unless it was closed meanwhile (taken over, stopped,
 * restarted): then nothing is stored. Returns the answer that is owed next, to a question that was
 * asked while this one was being written.
 */
export async function storeAnswer(
  tx: TenantTx,
  open: OpenAnswerRow,
  answer: FinishedAnswer,
): Promise<OpenAnswerRow | null> {
  const { tenantId, conversationId, answerId } = open;
  const locked = await lockConversation(tx, tenantId, conversationId);
  if (!(await finishAnswer(tx, open))) return null;

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
  if (answer.wantsPerson && conversation.channel === 'widget') {
    await requestPerson(tx, conversation);
    return null;
  }
  return conversation.state === 'ai' ? openNextAnswer(tx, open) : null;
}
