import type {
  ConversationSummary,
  Message,
  TeamMessage,
  VisitorConversation,
} from '@platform/api-contract/types';
import type { conversations, messages } from '@platform/db/schema';

export type ConversationRow = typeof conversations.$inferSelect;
export type MessageRow = typeof messages.$inferSelect;

/** A message as both sides may see it. */
export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversationId,
    sequence: row.sequence,
    role: row.role,
    text: row.text,
    notice: row.notice,
    author: row.authorName === null ? null : { name: row.authorName, avatarUrl: null },
    answer: row.answer,
    answerId: row.answerId,
    outcome: row.outcome,
    clientId: row.clientId,
    rating: row.rating === null ? null : { value: row.rating, reason: row.ratingReason },
    createdAt: row.createdAt.toISOString(),
  };
}

export function toTeamMessage(row: MessageRow): TeamMessage {
  return {
    ...toMessage(row),
    model: row.model,
    costMicros: row.costMicros,
    totalMs: row.totalMs,
    sourceCount: new Set(row.answer?.citations.map((citation) => citation.documentId)).size,
  };
}

/** What a list shows of a conversation, with the names that stand in other tables. */
export interface NamedConversation {
  readonly conversation: ConversationRow;
  readonly assistantName: string;
  readonly visitorName: string | null;
  readonly assigneeName: string | null;
}

export function toSummary(row: NamedConversation): ConversationSummary {
  const { conversation } = row;
  return {
    id: conversation.id,
    state: conversation.state,
    channel: conversation.channel,
    assistantId: conversation.assistantId,
    assistantName: row.assistantName,
    widgetId: conversation.widgetId,
    visitorId: conversation.visitorId,
    visitorName: row.visitorName,
    assigneeId: conversation.assigneeId,
    assigneeName: row.assigneeName,
    firstQuestion: conversation.firstQuestion,
    lastText: conversation.lastText,
    lastRole: conversation.lastRole,
    messageCount: conversation.messageCount,
    unread: conversation.lastSequence > conversation.teamReadSequence,
    tags: conversation.tags,
    costMicros: conversation.costMicros,
    createdAt: conversation.createdAt.toISOString(),
    lastMessageAt: conversation.lastMessageAt.toISOString(),
  };
}

export function toVisitorConversation(
  row: ConversationRow,
  agentName: string | null,
  unread: number,
): VisitorConversation {
  return {
    id: row.id,
    state: row.state,
    agentName: row.state === 'human' ? agentName : null,
    firstQuestion: row.firstQuestion,
    lastText: row.lastText,
    lastMessageAt: row.lastMessageAt.toISOString(),
    unread,
  };
}
