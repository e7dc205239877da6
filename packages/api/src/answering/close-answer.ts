import { answerToText, applyAnswerPart, emptyAnswer } from '@platform/api-contract/answers';
import type { AnswerPart } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { appendMessage } from '../modules/conversations/append-message.ts';
import type { ConversationRow } from '../modules/conversations/conversation-views.ts';
import { writeOutbox } from '../realtime/outbox.queries.ts';
import {
  closedEvents,
  type OpenAnswerRow,
  openNextAnswer,
  removeOpenAnswer,
} from './open-answers.queries.ts';
import { storeCitations } from './store-answer.queries.ts';

/** What readers were shown of an answer before somebody ends it. Made before the transaction. */
export interface ShownAnswer {
  /**
   * The parts of this answer, from the first on. Where it is written by this process, writing ends
   * here and now, so that none is shown after these.
   */
  take(open: OpenAnswerRow): readonly AnswerPart[];
}

interface Closed {
  readonly conversation: ConversationRow;
  /** Undefined when no answer was being written. */
  readonly closed: OpenAnswerRow | undefined;
}

/**
 * Ends the open answer of a locked conversation, if any, and tells everyone; later parts of it are
 * nobody's any more. The sentences that were shown become a message: what somebody has read does not
 * vanish. An answer of which nothing was shown leaves none.
 */
export async function closeAnswer(
  tx: TenantTx,
  locked: ConversationRow,
  shown: ShownAnswer,
  reason: 'stopped' | 'taken-over',
): Promise<Closed> {
  const { tenantId } = locked;
  const closed = await removeOpenAnswer(tx, tenantId, locked.id);
  if (closed === undefined) return { conversation: locked, closed };
  const tree = shown.take(closed).reduce(applyAnswerPart, emptyAnswer);
  if (tree.blocks.length === 0) {
    await writeOutbox(tx, tenantId, closedEvents(closed, reason));
    return { conversation: locked, closed };
  }
  const { message, conversation } = await appendMessage(
    tx,
    locked,
    {
      role: 'assistant',
      text: answerToText(tree),
      answer: tree,
      answerId: closed.answerId,
      outcome: 'stopped',
    },
    {},
    // After the message, which takes the place of the parts on every screen.
    () => closedEvents(closed, reason),
  );
  await storeCitations(tx, tenantId, message.id, tree);
  return { conversation, closed };
}

/** Closes the answer for whoever had enough of it. Returns the one that is owed next, if any. */
export async function stopAnswer(
  tx: TenantTx,
  locked: ConversationRow,
  shown: ShownAnswer,
): Promise<OpenAnswerRow | null> {
  const { conversation, closed } = await closeAnswer(tx, locked, shown, 'stopped');
  // Who asked for a person meanwhile is not answered by a machine.
  if (closed === undefined || conversation.state !== 'ai') return null;
  return openNextAnswer(tx, closed);
}
