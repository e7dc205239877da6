import { foreignKey, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { publicId, tenantId } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';
import { knowledgeDocuments } from './knowledge-documents.ts';

/**
 * A passage of a document, the unit that search finds first. Its text stands here again, since cutting
 * it out of a long document would unpack the whole of it for each hit.
 */
export const knowledgeChunks = pgTable(
  'knowledge_chunks',
  {
    tenantId: tenantId(),
    id: publicId('chunk')('id').notNull(),
    documentId: publicId('document')('document_id').notNull(),
    /** Place among the chunks of its document, from 0. */
    ordinal: integer('ordinal').notNull(),
    /** UTF-16 offsets into the document's stored text. */
    start: integer('start_offset').notNull(),
    end: integer('end_offset').notNull(),
    page: integer('page'),
    headingPath: text('heading_path').array().notNull(),
    text: text('text').notNull(),
    /** Start and end of each sentence in turn, from the start of the chunk. */
    sentences: integer('sentences').array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('knowledge_chunks_ordinal').on(table.tenantId, table.documentId, table.ordinal),
    foreignKey({
      columns: [table.tenantId, table.documentId],
      foreignColumns: [knowledgeDocuments.tenantId, knowledgeDocuments.id],
    }).onDelete('cascade'),
    ...tenantPolicies(),
  ],
);
