import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, micros, moment, publicId, tenantId } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';
import { assistants } from './assistants.ts';
import { visitors, widgets } from './widgets.ts';

export const conversations = pgTable(
  'conversations',
  {
    tenantId: tenantId(),
    id: publicId('conversation')('id').notNull(),
    channel: text('channel', { enum: ['widget', 'preview'] }).notNull(),
    state: text('state', { enum: ['ai', 'waiting', 'human', 'resolved'] }).notNull(),
    assistantId: publicId('assistant')('assistant_id').notNull(),
    widgetId: publicId('widget')('widget_id'),
    visitorId: publicId('visitor')('visitor_id'),
    /** The member of the team who talks to a draft in a preview. */
    previewUserId: publicId('user')('preview_user_id'),
    assigneeId: publicId('user')('assignee_id'),
    pageUrl: text('page_url'),
    tags: text('tags').array().notNull().default(sql`'{}'::text[]`),
    firstQuestion: text('first_question').notNull().default(''),
    lastText: text('last_text').notNull().default(''),
    lastRole: text('last_role', { enum: ['visitor', 'assistant', 'agent', 'system', 'note'] }),
    messageCount: integer('message_count').notNull().default(0),
    /** Number of the last message; given under this row's lock, so it has neither gaps nor twins. */
    lastSequence: integer('last_sequence').notNull().default(0),
    teamReadSequence: integer('team_read_sequence').notNull().default(0),
    visitorReadSequence: integer('visitor_read_sequence').notNull().default(0),
    costMicros: micros('cost_micros').notNull().default(0),
    waitingSince: moment('waiting_since'),
    createdAt: createdAt(),
    lastMessageAt: moment('last_message_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    foreignKey({
      columns: [table.tenantId, table.assistantId],
      foreignColumns: [assistants.tenantId, assistants.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.widgetId],
      foreignColumns: [widgets.tenantId, widgets.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.visitorId],
      foreignColumns: [visitors.tenantId, visitors.id],
    }).onDelete('cascade'),
    index('conversations_recent').on(table.tenantId, table.lastMessageAt.desc(), table.id),
    index('conversations_visitor').on(table.tenantId, table.visitorId),
    ...tenantPolicies(),
  ],
);

/**
 * The one answer that is being written in a conversation. The row is a lease: when its process dies,
 * another one finds it expired and answers again under a new answer id.
 */
export const openAnswers = pgTable(
  'open_answers',
  {
    tenantId: tenantId(),
    conversationId: publicId('conversation')('conversation_id').notNull(),
    answerId: publicId('answer')('answer_id').notNull(),
    questionId: publicId('message')('question_id').notNull(),
    attempts: integer('attempts').notNull().default(1),
    leaseUntil: moment('lease_until').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.conversationId] }),
    foreignKey({
      columns: [table.tenantId, table.conversationId],
      foreignColumns: [conversations.tenantId, conversations.id],
    }).onDelete('cascade'),
    ...tenantPolicies(),
  ],
);
