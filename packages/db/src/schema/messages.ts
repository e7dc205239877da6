import type {
  AnswerTrace,
  AnswerTree,
  MessageOutcome,
  SystemNotice,
} from '@platform/api-contract/types';
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import { createdAt, micros, moment, publicId, tenantId } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';
import { conversations } from './conversations.ts';
import { knowledgeDocuments } from './knowledge-documents.ts';

export const messages = pgTable(
  'messages',
  {
    tenantId: tenantId(),
    id: publicId('message')('id').notNull(),
    conversationId: publicId('conversation')('conversation_id').notNull(),
    sequence: integer('sequence').notNull(),
    role: text('role', { enum: ['visitor', 'assistant', 'agent', 'system', 'note'] }).notNull(),
    text: text('text').notNull(),
    notice: text('notice').$type<SystemNotice>(),
    authorUserId: publicId('user')('author_user_id'),
    authorName: text('author_name'),
    answer: jsonb('answer').$type<AnswerTree>(),
    answerId: publicId('answer')('answer_id'),
    outcome: text('outcome').$type<MessageOutcome>(),
    trace: jsonb('trace').$type<AnswerTrace>(),
    model: text('model'),
    costMicros: micros('cost_micros'),
    firstSentenceMs: real('first_sentence_ms'),
    totalMs: real('total_ms'),
    clientId: text('client_id'),
    rating: text('rating', { enum: ['up', 'down'] }),
    ratingReason: text('rating_reason'),
    ratedAt: moment('rated_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('messages_sequence').on(table.tenantId, table.conversationId, table.sequence),
    unique('messages_client_id').on(table.tenantId, table.conversationId, table.clientId),
    foreignKey({
      columns: [table.tenantId, table.conversationId],
      foreignColumns: [conversations.tenantId, conversations.id],
    }).onDelete('cascade'),
    index('messages_outcome').on(table.tenantId, table.outcome, table.createdAt),
    ...tenantPolicies(),
  ],
);

/** One row for each citation of a stored answer: what "used in answers" counts. */
export const citations = pgTable(
  'citations',
  {
    tenantId: tenantId(),
    messageId: publicId('message')('message_id').notNull(),
    number: integer('number').notNull(),
    documentId: publicId('document')('document_id').notNull(),
    start: integer('start_offset').notNull(),
    end: integer('end_offset').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.messageId, table.number] }),
    foreignKey({
      columns: [table.tenantId, table.messageId],
      foreignColumns: [messages.tenantId, messages.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.tenantId, table.documentId],
      foreignColumns: [knowledgeDocuments.tenantId, knowledgeDocuments.id],
    }).onDelete('cascade'),
    index('citations_document').on(table.tenantId, table.documentId),
    ...tenantPolicies(),
  ],
);
