import { z } from 'zod';
import {
  conversationId,
  documentId,
  messageId,
  visitorId,
  widgetId,
} from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';
import {
  conversationState,
  message,
  openAnswer,
  rating,
} from '../conversations/conversation.schema.ts';
import { widgetSettings } from '../widgets/widget-settings.schema.ts';

/** As a page says it, without what would turn the team's lines around or break them. */
const visitorName = z
  .string()
  .trim()
  .max(100)
  .transform((name) => name.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ''));

const pageUrl = z.url({ protocol: /^https?$/ }).max(2_000);

/**
 * Who the page says its visitor is: proved by `token`, a short JWT of the customer's own server, or just
 * said. A name or an address that is none does not keep the visitor from asking.
 */
const pagePerson = z.object({
  token: z.string().max(4_000).optional(),
  name: visitorName.optional().catch(undefined),
  email: z.email().max(254).optional().catch(undefined),
});

export const startInput = z.object({
  widgetId,
  /** The token of an earlier visit, kept by the browser; a wrong or old one starts afresh. */
  token: z.string().max(2_000).optional(),
  person: pagePerson.optional(),
  pageUrl: pageUrl.optional(),
  locale: z.string().max(35).optional(),
});

/** What the widget shows before anything was said, and the token for everything else. */
export const startOutput = z.object({
  token: z.string(),
  visitorId,
  workspaceName: z.string(),
  assistantName: z.string(),
  greeting: z.string(),
  suggestedQuestions: z.array(z.string()),
  settings: widgetSettings,
  whenUnsure: z.enum(['offer-person', 'rephrase']),
  conversation: z
    .object({ id: conversationId, state: conversationState, unread: z.int() })
    .nullable(),
});

export const visitorConversation = z.object({
  id: conversationId,
  state: conversationState,
  agentName: z.string().nullable(),
  firstQuestion: z.string(),
  lastText: z.string(),
  lastMessageAt: timestamp,
  unread: z.int(),
});
export const visitorHistory = z.object({ conversations: z.array(visitorConversation) });

export const sendInput = z.object({
  /** Absent: the message opens a new conversation. */
  conversationId: conversationId.optional(),
  clientId: z.string().min(8).max(64),
  text: z.string().trim().min(1, 'must not be empty').max(4_000),
  pageUrl: pageUrl.optional(),
});
export const sendOutput = z.object({ conversation: visitorConversation, message });

export const visitorThreadInput = z.object({
  conversationId,
  after: z.int32().optional(),
  before: z.int32().optional(),
  limit: z.int().min(1).max(200).default(100),
});
export const visitorThread = z.object({
  conversation: visitorConversation,
  messages: z.array(message),
  openAnswer: openAnswer.nullable(),
});

export const visitorConversationRef = z.object({ conversationId });
export const rateInput = z.object({
  messageId,
  value: rating.shape.value.nullable(),
  reason: z.string().trim().max(500).optional(),
});

/** The cited words with what stands around them, so that a visitor can check the citation. */
export const excerptInput = z.object({ messageId, number: z.int().min(1) });
export const excerptOutput = z.object({
  documentId,
  documentTitle: z.string(),
  headingPath: z.array(z.string()),
  page: z.int().nullable(),
  before: z.string(),
  quote: z.string(),
  after: z.string(),
  /** True when the document was changed or removed since; `before` and `after` are then empty. */
  stale: z.boolean(),
});

export const identifyInput = z.object({
  name: visitorName.optional(),
  email: z.email().max(254).optional(),
});
