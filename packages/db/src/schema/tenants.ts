import { sql } from 'drizzle-orm';
import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, plainUuid, publicId } from '../columns.ts';
import { tenantRowPolicies } from '../protection.ts';

/** A workspace. `identity` may found one and see those of the person it looks for. */
export const tenants = pgTable(
  'tenants',
  {
    id: publicId('tenant')('id').primaryKey(),
    name: text('name').notNull(),
    onboardingDismissedAt: moment('onboarding_dismissed_at'),
    questionTriedAt: moment('question_tried_at'),
    suspendedAt: moment('suspended_at'),
    /** Members without a second factor are kept out until they have one. */
    mfaRequired: boolean('mfa_required').notNull().default(false),
    /** With it set, members enter through this provider alone, but for the one owner below. */
    ssoRequiredConnectionId: plainUuid('sso_required_connection_id'),
    breakGlassUserId: publicId('user')('break_glass_user_id'),
    createdAt: createdAt(),
  },
  () =>
    tenantRowPolicies(
      sql`id = (select get_current_tenant_id())`,
      sql`id in (select tenant_id from memberships)`,
    ),
);
