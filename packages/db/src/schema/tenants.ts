import { sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId } from '../columns.ts';
import { tenantRowPolicies } from '../protection.ts';

/** A workspace. `identity` may found one and see those of the person it looks for. */
export const tenants = pgTable(
  'tenants',
  {
    id: publicId('tenant')('id').primaryKey(),
    name: text('name').notNull(),
    onboardingDismissedAt: moment('onboarding_dismissed_at'),
    questionTriedAt: moment('question_tried_at'),
    createdAt: createdAt(),
  },
  () =>
    tenantRowPolicies(
      sql`id = (select get_current_tenant_id())`,
      sql`id in (select tenant_id from memberships)`,
    ),
);
