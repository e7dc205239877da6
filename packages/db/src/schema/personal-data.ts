import type { DataExportFile, ErasedStore } from '@platform/api-contract/types';
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, plainUuid, publicId, tenantId } from '../columns.ts';
import { identityPolicy, lookupText, systemOnly, tenantPolicies } from '../protection.ts';

/** An archive that was asked for. The row is also its place in the queue: state, lease and attempts. */
export const dataExports = pgTable(
  'data_exports',
  {
    tenantId: tenantId(),
    id: publicId('export')('id').notNull(),
    kind: text('kind', { enum: ['workspace', 'person', 'visitor'] }).notNull(),
    /** The visitor an export is of. */
    subjectId: text('subject_id'),
    requestedBy: publicId('user')('requested_by').notNull(),
    state: text('state', { enum: ['queued', 'running', 'ready', 'failed'] })
      .notNull()
      .default('queued'),
    /** Rows written of those that were there at the start. */
    progressDone: integer('progress_done').notNull().default(0),
    progressTotal: integer('progress_total').notNull().default(0),
    failure: text('failure'),
    storageKey: text('storage_key'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    sha256: text('sha256'),
    files: jsonb('files').$type<DataExportFile[]>(),
    attempts: integer('attempts').notNull().default(0),
    leaseToken: plainUuid('lease_token'),
    leaseUntil: moment('lease_until'),
    finishedAt: moment('finished_at'),
    expiresAt: moment('expires_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('data_exports_queue').on(table.createdAt).where(sql`state in ('queued', 'running')`),
    ...tenantPolicies(),
  ],
);

/**
 * What was asked to be erased, the job that does it, and in the end its receipt: which stores were
 * cleared, and of how much. It belongs to no workspace, since it outlives the one it may be about.
 */
export const erasures = pgTable(
  'erasures',
  {
    /** `era_…` as text: whoever was given it may read the receipt. Random, and never to be guessed. */
    id: text('id').primaryKey(),
    kind: text('kind', { enum: ['visitor', 'account', 'workspace'] }).notNull(),
    /** The workspace's public id; null for an account, which belongs to none. */
    workspaceId: text('workspace_id'),
    /** Whom it is about: null once erased. */
    subjectId: text('subject_id'),
    /** The pseudonym in the workspace's audit log of who asked. */
    askedBy: plainUuid('asked_by'),
    state: text('state', { enum: ['scheduled', 'running', 'done', 'cancelled'] })
      .notNull()
      .default('scheduled'),
    dueAt: moment('due_at').notNull(),
    stores: jsonb('stores').$type<ErasedStore[]>().notNull().default([]),
    /** The end of the audit log that stays: its length and last hash. */
    chainLength: integer('chain_length'),
    chainHash: text('chain_hash'),
    attempts: integer('attempts').notNull().default(0),
    leaseToken: plainUuid('lease_token'),
    leaseUntil: moment('lease_until'),
    finishedAt: moment('finished_at'),
    createdAt: createdAt(),
  },
  (table) => [
    index('erasures_workspace').on(table.workspaceId, table.createdAt),
    index('erasures_queue').on(table.dueAt).where(sql`state in ('scheduled', 'running')`),
    ...systemOnly(),
    // Whoever knows the receipt, the workspace or the person it is about.
    identityPolicy(sql`${lookupText} in (id, workspace_id, subject_id)`),
  ],
);

/** How many days a kind of data is kept; no row: as long as the workspace. */
export const retentionRules = pgTable(
  'retention_rules',
  {
    tenantId: tenantId(),
    kind: text('kind', {
      enum: [
        'conversations',
        'visitors',
        'auditDetails',
        'answerTraces',
        'exports',
        'signInRecords',
      ],
    }).notNull(),
    days: integer('days').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind] }), ...tenantPolicies()],
);
