import type { AssistantSettings } from '@platform/api-contract/types';
import { jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId, tenantId, updatedAt } from '../columns.ts';
import { tenantPolicies } from '../protection.ts';
import { tenants } from './tenants.ts';

/** The team edits `draft`; visitors meet `published`. */
export const assistants = pgTable(
  'assistants',
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: 'cascade' }),
    id: publicId('assistant')('id').notNull(),
    draft: jsonb('draft').$type<AssistantSettings>().notNull(),
    published: jsonb('published').$type<AssistantSettings>(),
    publishedAt: moment('published_at'),
    removedAt: moment('removed_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] }), ...tenantPolicies()],
);
