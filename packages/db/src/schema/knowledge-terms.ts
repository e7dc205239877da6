import {
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import { publicId, tenantId } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';
import { knowledgeDocuments } from './knowledge-documents.ts';

/**
 * The lexical index: where a term stands in a document, one row for all its chunks. How many chunks of
 * a workspace hold a term is counted from the very rows a query reads, so it is exact at any moment and
 * no shared counter has to be kept by documents that come and go at once.
 */
export const knowledgeTerms = pgTable(
  'knowledge_terms',
  {
    tenantId: tenantId(),
    term: text('term').notNull(),
    documentId: publicId('document')('document_id').notNull(),
    /** Ordinals of the chunks that hold the term. */
    ordinals: integer('ordinals').array().notNull(),
    /** For each of them the term's BM25 weight without its rarity, in thousandths. */
    weights: smallint('weights').array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.term, table.documentId] }),
    foreignKey({
      columns: [table.tenantId, table.documentId],
      foreignColumns: [knowledgeDocuments.tenantId, knowledgeDocuments.id],
    }).onDelete('cascade'),
    index('knowledge_terms_document').on(table.tenantId, table.documentId),
    ...tenantPolicies(),
  ],
);
