import type { WidgetSettings } from '@platform/api-contract/types';
import { sql } from 'drizzle-orm';
import { boolean, foreignKey, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId, tenantId, updatedAt } from '../columns.ts';
import { identityPolicy, tenantPolicies } from '../protection.ts';
import { assistants } from './assistants.ts';

/** A place on a customer's site. Its id is public, so `identity` may look up one by it. */
export const widgets = pgTable(
  'widgets',
  {
    tenantId: tenantId(),
    id: publicId('widget')('id').notNull(),
    assistantId: publicId('assistant')('assistant_id').notNull(),
    name: text('name').notNull(),
    settings: jsonb('settings').$type<WidgetSettings>().notNull(),
    allowedOrigins: text('allowed_origins').array().notNull(),
    enabled: boolean('enabled').notNull().default(true),
    /** Sealed, newest first: what a customer's server signs proofs of identity with. */
    identitySecrets: text('identity_secrets').array().notNull().default(sql`'{}'`),
    identityRequired: boolean('identity_required').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('widgets_id').on(table.id),
    foreignKey({
      columns: [table.tenantId, table.assistantId],
      foreignColumns: [assistants.tenantId, assistants.id],
    }).onDelete('cascade'),
    ...tenantPolicies(),
    identityPolicy(sql`id = (select get_lookup_id())`),
  ],
);

/** Where a widget was really loaded: what "seen on these pages" shows. */
export const widgetPages = pgTable(
  'widget_pages',
  {
    tenantId: tenantId(),
    widgetId: publicId('widget')('widget_id').notNull(),
    url: text('url').notNull(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.widgetId, table.url] }),
    foreignKey({
      columns: [table.tenantId, table.widgetId],
      foreignColumns: [widgets.tenantId, widgets.id],
    }).onDelete('cascade'),
    ...tenantPolicies(),
  ],
);

export const visitors = pgTable(
  'visitors',
  {
    tenantId: tenantId(),
    id: publicId('visitor')('id').notNull(),
    widgetId: publicId('widget')('widget_id').notNull(),
    /** Who the customer's own server says this is; `null` for who has not proved it. */
    externalId: text('external_id'),
    name: text('name'),
    email: text('email'),
    verified: boolean('verified').notNull().default(false),
    locale: text('locale'),
    pageUrl: text('page_url'),
    firstSeenAt: moment('first_seen_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('visitors_external').on(table.tenantId, table.widgetId, table.externalId),
    foreignKey({
      columns: [table.tenantId, table.widgetId],
      foreignColumns: [widgets.tenantId, widgets.id],
    }).onDelete('cascade'),
    ...tenantPolicies(),
  ],
);
