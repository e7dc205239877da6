import type { DocumentFailure, DocumentKind } from '@platform/api-contract/types';
import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId, tenantId, updatedAt } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';
import { tenants } from './tenants.ts';

/** Offsets are UTF-16 code units into `text`, the stored text that citations open. */
export interface DocumentStructure {
  headings: { level: number; text: string; start: number; end: number }[];
  /** Pages, slides or sheets; the label is a slide's title or a sheet's name. */
  pages: { number: number; start: number; end: number; label?: string }[];
  /** One line of text per row. */
  tables: { start: number; end: number; rows: number; columns: string[] }[];
}

/** A source. The row is also its place in the ingest queue: state, lease and attempts stand here. */
export const knowledgeDocuments = pgTable(
  'knowledge_documents',
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: 'cascade' }),
    id: publicId('document')('id').notNull(),
    title: text('title').notNull(),
    kind: text('kind').$type<DocumentKind>(),
    fileName: text('file_name').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    text: text('text'),
    structure: jsonb('structure').$type<DocumentStructure>(),
    warnings: text('warnings').array().notNull().default(sql`'{}'::text[]`),
    state: text('state', { enum: ['queued', 'processing', 'ready', 'failed'] }).notNull(),
    stage: text('stage', { enum: ['parsing', 'chunking', 'indexing', 'embedding'] }),
    progressDone: integer('progress_done').notNull().default(0),
    progressTotal: integer('progress_total').notNull().default(0),
    failure: jsonb('failure').$type<DocumentFailure>(),
    attempts: integer('attempts').notNull().default(0),
    leaseUntil: moment('lease_until'),
    leaseToken: text('lease_token'),
    chunkCount: integer('chunk_count').notNull().default(0),
    embeddingModel: text('embedding_model'),
    createdBy: publicId('user')('created_by'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex('knowledge_documents_sha256').on(table.tenantId, table.sha256),
    index('knowledge_documents_updated').on(table.tenantId, table.updatedAt.desc()),
    index('knowledge_documents_queue')
      .on(table.createdAt)
      .where(sql`state in ('queued', 'processing')`),
    ...tenantPolicies(),
  ],
);
