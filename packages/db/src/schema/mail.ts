import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId } from '../columns.ts';
import { mailPolicies } from '../protection.ts';
import { tenants } from './tenants.ts';

/**
 * Mail that was promised by a committed change and is sent afterwards. `props` hold links that open
 * accounts, so they are sealed, and dropped once the mail is out. A mail of no workspace (a
 * verification) has none.
 */
export const mailMessages = pgTable(
  'mail_messages',
  {
    id: publicId('mail')('id').primaryKey(),
    workspaceId: publicId('tenant')('workspace_id')
      .default(sql`get_current_tenant_id()`)
      .references(() => tenants.id, { onDelete: 'cascade' }),
    recipient: text('recipient').notNull(),
    template: text('template').notNull(),
    props: text('props'),
    state: text('state', { enum: ['queued', 'sent', 'failed'] })
      .notNull()
      .default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** Also the end of the lease of whoever is sending it. */
    nextAttemptAt: moment('next_attempt_at').notNull().defaultNow(),
    failure: text('failure'),
    sentAt: moment('sent_at'),
    createdAt: createdAt(),
  },
  (table) => [
    index('mail_messages_due').on(table.state, table.nextAttemptAt),
    index('mail_messages_workspace').on(table.workspaceId),
    ...mailPolicies(),
  ],
);
