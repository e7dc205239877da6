import { z } from 'zod';
import { answerDelta, answerOutcome, answerTrace, answerTree } from '../answers/answer.schema.ts';
import {
  answerId,
  assistantId,
  conversationId,
  messageId,
  userId,
  visitorId,
  widgetId,
} from '../common/ids.schema.ts';
import { pageInput, pageOf, timestamp } from '../common/page.schema.ts';

export const conversationState = z.enum(['ai', 'waiting', 'human', 'resolved']);
export const messageRole = z.enum(['visitor', 'assistant', 'agent', 'system', 'note']);
export const systemNotice = z.enum([
  'person-requested',
  'taken-over',
  'handed-back',
  'resolved',
  'reopened',
]);

export const author = z.object({ name: z.string(), avatarUrl: z.string().nullable() });

export const rating = z.object({
  value: z.enum(['up', 'down']),
  reason: z.string().max(500).nullable(),
});

/** How an answer ended. `stopped`: somebody ended it, and these are the sentences shown before. */
export const messageOutcome = z.enum([...answerOutcome.options, 'stopped']);

/** What both sides may see of a message. */
export const message = z.object({
  id: messageId,
  conversationId,
  /** Position in the conversation: 1, 2, 3 … without gaps visible to the team. */
  sequence: z.int(),
  role: messageRole,
  /** The words: for answers the text of the tree, for system rows empty. */
  text: z.string(),
  notice: systemNotice.nullable(),
  author: author.nullable(),
  answer: answerTree.nullable(),
  answerId: answerId.nullable(),
  outcome: messageOutcome.nullable(),
  /** The id the sender gave it, so that a message sent twice is stored once. */
  clientId: z.string().nullable(),
  rating: rating.nullable(),
  createdAt: timestamp,
});

/** What the team sees besides. */
export const teamMessage = message.extend({
  model: z.string().nullable(),
  costMicros: z.int().nullable(),
  totalMs: z.number().nullable(),
  sourceCount: z.int(),
});

export const visitorDetails = z.object({
  id: visitorId,
  name: z.string().nullable(),
  email: z.string().nullable(),
  verified: z.boolean(),
  firstSeenAt: timestamp,
  lastSeenAt: timestamp,
  pageUrl: z.string().nullable(),
  locale: z.string().nullable(),
  conversationCount: z.int(),
});

export const conversationSummary = z.object({
  id: conversationId,
  state: conversationState,
  channel: z.enum(['widget', 'preview']),
  assistantId,
  assistantName: z.string(),
  widgetId: widgetId.nullable(),
  visitorId: visitorId.nullable(),
  visitorName: z.string().nullable(),
  assigneeId: userId.nullable(),
  assigneeName: z.string().nullable(),
  firstQuestion: z.string(),
  lastText: z.string(),
  lastRole: messageRole.nullable(),
  messageCount: z.int(),
  unread: z.boolean(),
  tags: z.array(z.string()),
  costMicros: z.int(),
  createdAt: timestamp,
  lastMessageAt: timestamp,
});

export const conversationDetails = conversationSummary.extend({
  visitor: visitorDetails.nullable(),
  pageUrl: z.string().nullable(),
  sequence: z.int(),
});

export const listConversationsInput = z.object({
  ...pageInput,
  state: conversationState.or(z.literal('open')).optional(),
  assignee: z.union([z.literal('me'), z.literal('none'), userId]).optional(),
  search: z.string().max(200).optional(),
  tag: z.string().max(40).optional(),
  /** Only the conversations of this visitor. */
  visitorId: visitorId.optional(),
  outcome: z.enum(['not-found', 'rated-down']).optional(),
});
export const conversationPage = pageOf(conversationSummary);
export const conversationCounts = z.object({
  open: z.int(),
  ai: z.int(),
  waiting: z.int(),
  human: z.int(),
  mine: z.int(),
  unassigned: z.int(),
  resolved: z.int(),
});

export const conversationRef = z.object({ conversationId });
export const listMessagesInput = conversationRef.extend({
  /** Messages after this sequence (to catch up) or before it (to read back). */
  after: z.int32().optional(),
  before: z.int32().optional(),
  limit: z.int().min(1).max(200).default(100),
});
/** `openAnswer` is the answer being written now, so that a client that arrives late sees it whole. */
export const openAnswer = z.object({
  answerId,
  phase: z.enum(['searching', 'writing']),
  sourceCount: z.int(),
  parts: z.array(answerDelta),
});
export const teamMessages = z.object({
  messages: z.array(teamMessage),
  openAnswer: openAnswer.nullable(),
});

const words = z.string().trim().min(1, 'must not be empty').max(8_000);
export const replyInput = conversationRef.extend({ text: words, clientId: z.string().max(64) });
export const assignInput = conversationRef.extend({ userId: userId.nullable() });
export const setTagsInput = conversationRef.extend({
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
});
export const traceInput = z.object({ messageId });
export const traceOutput = answerTrace;
export const draftInput = conversationRef.extend({ question: words.optional() });
export const draftOutput = z.object({ answer: answerTree, text: z.string(), trace: answerTrace });
export const startPreviewInput = z.object({ assistantId });
export const askPreviewInput = replyInput;
