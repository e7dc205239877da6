import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, moment, plainUuid, tenantId } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';

/**
 * What happened, append-only: no role may change or delete a row. Nothing of it is personal. People
 * stand here by a pseudonym, and what could tell more stands in `audit_details`, of which this row
 * keeps a salted digest: both can be erased, and the chain over these rows still verifies.
 */
export const auditLogs = pgTable(
  'audit_logs',
  {
    tenantId: tenantId(),
    id: plainUuid('id').notNull(),
    action: text('action').notNull(),
    severity: text('severity', { enum: ['info', 'notice', 'warning', 'critical'] })
      .notNull()
      .default('info'),
    actorKind: text('actor_kind', {
      enum: ['user', 'key', 'visitor', 'system', 'anonymous'],
    }).notNull(),
    /** A pseudonym of `audit_subjects`; null for the platform itself and for nobody. */
    actor: uuid('actor'),
    /** What kind of id the target is. Those that `audit_subjects` knows stand as their pseudonym. */
    targetKind: text('target_kind'),
    target: text('target'),
    requestId: text('request_id'),
    /** SHA-256 in hexadecimal of the salt and the details. */
    detailsDigest: text('details_digest').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('audit_logs_time').on(table.tenantId, table.createdAt),
    index('audit_logs_action').on(table.tenantId, table.action, table.id),
    index('audit_logs_actor').on(table.tenantId, table.actor, table.id),
    ...tenantPolicies(),
  ],
);

/** The part of an entry that can be erased. `details` is JSON, kept as the very text its digest is of. */
export const auditDetails = pgTable(
  'audit_details',
  {
    tenantId: tenantId(),
    entryId: plainUuid('entry_id').notNull(),
    salt: text('salt').notNull(),
    details: text('details').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.entryId] }), ...tenantPolicies()],
);

/** Who a pseudonym of a workspace is. Without the row, nobody can tell any more. */
export const auditSubjects = pgTable(
  'audit_subjects',
  {
    tenantId: tenantId(),
    pseudonym: uuid('pseudonym').notNull().default(sql`gen_random_uuid()`),
    kind: text('kind', { enum: ['user', 'key', 'visitor', 'other'] }).notNull(),
    /** The public id; for `other` whatever text the target was named by. */
    subjectId: text('subject_id').notNull(),
    /** The name when the log first met it; null where it had none. */
    name: text('name'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.pseudonym] }),
    unique('audit_subjects_subject').on(table.tenantId, table.subjectId),
    ...tenantPolicies(),
  ],
);

/** Entries that wait to be linked: written with the entry, gone when the chain has it. */
export const auditPending = pgTable(
  'audit_pending',
  {
    tenantId: tenantId(),
    entryId: plainUuid('entry_id').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.entryId] }),
    index('audit_pending_time').on(table.createdAt, table.entryId),
    ...tenantPolicies(),
  ],
);

/**
 * The chain of a workspace's entries in the order in which they were sealed. Each hash covers the one
 * before it, so that an entry that is changed, removed or slipped in between shows.
 */
export const auditChain = pgTable(
  'audit_chain',
  {
    tenantId: tenantId(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    entryId: plainUuid('entry_id').notNull(),
    entryDigest: text('entry_digest').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
    sealedAt: moment('sealed_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.seq] }),
    unique('audit_chain_entry').on(table.tenantId, table.entryId),
    ...tenantPolicies(),
  ],
);
