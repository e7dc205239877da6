import { customType, foreignKey, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { publicId, tenantId } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';
import { knowledgeChunks } from './knowledge-chunks.ts';

/** A vector of half precision in the model's own width; pgvector's text form on the wire. */
const halfVector = customType<{ data: Float32Array; driverData: string }>({
  dataType: () => 'halfvec',
  toDriver: (vector) => `[${vector.join(',')}]`,
  fromDriver: (text) => Float32Array.from(JSON.parse(text) as number[]),
});

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/**
 * What a chunk means to one model. A search names its model, so two models never meet in one. On
 * native PostgreSQL each model has an index of its own, made when its first rows are written.
 */
export const knowledgeEmbeddings = pgTable(
  'knowledge_embeddings',
  {
    tenantId: tenantId(),
    model: text('model').notNull(),
    chunkId: publicId('chunk')('chunk_id').notNull(),
    documentId: publicId('document')('document_id').notNull(),
    embedding: halfVector('embedding').notNull(),
    /** Vectors of the chunk's parts, a signed byte per number: they order sentences inside what was found. */
    parts: bytes('parts').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.chunkId, table.model] }),
    foreignKey({
      columns: [table.tenantId, table.chunkId],
      foreignColumns: [knowledgeChunks.tenantId, knowledgeChunks.id],
    }).onDelete('cascade'),
    ...tenantPolicies(),
  ],
);
