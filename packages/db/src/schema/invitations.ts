import { sql } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId, tenantId } from '../columns.ts';
import { identityPolicy, lookupText, tenantPolicies } from '../protection.ts';
import { tenants } from './tenants.ts';

/** An open door into a workspace. Only the hash of its token is kept; `identity` sees that row. */
export const invitations = pgTable(
  'invitations',
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: 'cascade' }),
    id: publicId('invitation')('id').notNull(),
    tokenHash: text('token_hash').notNull(),
    /** To whom it was mailed, in small letters; nobody else can accept it. Null for a link. */
    email: text('email'),
    role: text('role', { enum: ['owner', 'admin', 'agent', 'viewer'] }).notNull(),
    maxUses: integer('max_uses').notNull(),
    uses: integer('uses').notNull().default(0),
    invitedBy: publicId('user')('invited_by').notNull(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('invitations_token').on(table.tokenHash),
    ...tenantPolicies(),
    identityPolicy(sql`token_hash = ${lookupText}`),
  ],
);
