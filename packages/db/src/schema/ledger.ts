import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { createdAt, micros, moment, plainUuid, publicId, tenantId } from '../columns.ts';
import { systemOnly, tenantPolicies } from '../protection.ts';

/** What was paid, one row a call; rows outlive the conversation they were for. */
export const costEvents = pgTable(
  'cost_events',
  {
    tenantId: tenantId(),
    id: plainUuid('id').notNull(),
    conversationId: publicId('conversation')('conversation_id'),
    messageId: publicId('message')('message_id'),
    kind: text('kind', { enum: ['answer', 'draft', 'embedding'] }).notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    costMicros: micros('cost_micros').notNull(),
    estimated: boolean('estimated').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('cost_events_time').on(table.tenantId, table.createdAt),
    ...tenantPolicies(),
  ],
);

/**
 * Realtime messages written with the change they tell of. The relay publishes them in order of id and
 * deletes what the log has acknowledged.
 */
export const outbox = pgTable(
  'outbox',
  {
    tenantId: tenantId(),
    id: bigserial('id', { mode: 'number' }).notNull(),
    topic: text('topic').notNull(),
    messageId: publicId('event')('message_id').notNull(),
    type: text('type').notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] }), ...tenantPolicies()],
);

/** Work that one process at a time may do (the relay, clean-up); whoever holds it renews it or loses it. */
export const leases = pgTable(
  'leases',
  {
    name: text('name').primaryKey(),
    holder: text('holder').notNull(),
    leaseUntil: moment('lease_until').notNull(),
  },
  () => systemOnly(),
);
