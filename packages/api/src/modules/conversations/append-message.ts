import { PlatformError } from '@platform/api-contract/errors';
import type { TenantTx } from '@platform/db';
import { type OutgoingEvent, writeOutbox } from '../../realtime/outbox.queries.ts';
import { inboxTopic, teamTopic, visitorTopic } from '../../realtime/topics.ts';
import {
  type ConversationRow,
  type MessageRow,
  toMessage,
  toSummary,
  toTeamMessage,
} from './conversation-views.ts';
import { findNamed, updateConversation } from './conversations.queries.ts';
import { findByClientId, insertMessage } from './thread.queries.ts';

export type NewMessage = Pick<MessageRow, 'role' | 'text'> &
  Partial<Omit<MessageRow, 'id' | 'tenantId' | 'conversationId' | 'sequence' | 'createdAt'>>;

interface Appended {
  readonly message: MessageRow;
  readonly conversation: ConversationRow;
}

const previewLength = 200;

/**
 * Adds a message to a locked conversation, with everything that follows from it: its number, what
 * lists show, and the realtime messages, all in one transaction. `change` goes on the conversation
 * in the same step.
 */
export async function appendMessage(
  tx: TenantTx,
  locked: ConversationRow,
  added: NewMessage,
  change: Partial<ConversationRow> = {},
  further: (updated: ConversationRow) => readonly OutgoingEvent[] = () => [],
): Promise<Appended> {
  const { tenantId } = locked;
  const sequence = locked.lastSequence + 1;
  const message = await insertMessage(tx, {
    ...added,
    tenantId,
    conversationId: locked.id,
    sequence,
  });

  const shows = added.role !== 'system' && added.role !== 'note';
  const opens = locked.firstQuestion === '' && added.role === 'visitor';
  const conversation = await updateConversation(tx, locked, {
    lastSequence: sequence,
    lastMessageAt: message.createdAt,
    ...(shows
      ? {
          lastText: added.text.slice(0, previewLength),
          lastRole: added.role,
          messageCount: locked.messageCount + 1,
        }
      : {}),
    ...(opens ? { firstQuestion: added.text.slice(0, previewLength) } : {}),
    ...change,
  });
  await writeOutbox(tx, tenantId, [
    { topic: teamTopic(locked.id), type: 'team.message.created', payload: toTeamMessage(message) },
    ...(added.role === 'note'
      ? []
      : [
          {
            topic: visitorTopic(locked.id),
            type: 'message.created' as const,
            payload: toMessage(message),
          },
        ]),
    ...further(conversation),
  ]);
  await announceConversation(tx, conversation);
  return { message, conversation };
}

/** Tells the inbox and those who have the conversation open how it stands now. */
export async function announceConversation(tx: TenantTx, row: ConversationRow): Promise<void> {
  const named = await findNamed(tx, row.tenantId, row.id);
  const summary = toSummary(named);
  const update = { type: 'conversation.updated' as const, payload: summary };
  const state = {
    type: 'conversation.state' as const,
    payload: {
      conversationId: row.id,
      state: row.state,
      agentName: row.state === 'human' ? named.assigneeName : null,
    },
  };
  await writeOutbox(tx, row.tenantId, [
    ...(row.channel === 'preview' ? [] : [{ topic: inboxTopic(row.tenantId), ...update }]),
    { topic: teamTopic(row.id), ...update },
    { topic: visitorTopic(row.id), ...state },
  ]);
}

/**
 * The message a sender already sent under this id, if it did. Throws CONFLICT when the id stands for
 * somebody else's message of the conversation.
 */
export async function findSentBefore(
  tx: TenantTx,
  conversation: ConversationRow,
  clientId: string,
  role: MessageRow['role'],
): Promise<MessageRow | undefined> {
  const message = await findByClientId(tx, conversation, clientId);
  if (message !== undefined) expectSender(message, role);
  return message;
}

export function expectSender(message: MessageRow, role: MessageRow['role']): void {
  if (message.role === role) return;
  throw new PlatformError('CONFLICT', 'Another message of this conversation has this clientId.');
}
