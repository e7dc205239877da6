import type { WorkspacePermission } from '@platform/api-contract/types';
import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId, tenantId } from '../columns.ts';
import { identityPolicy, lookupText, tenantPolicies } from '../protection.ts';
import { tenants } from './tenants.ts';

/** Programs of a workspace. Only the hash of a key is kept; `identity` sees the row that has it. */
export const apiKeys = pgTable(
  'api_keys',
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: 'cascade' }),
    id: publicId('apiKey')('id').notNull(),
    name: text('name').notNull(),
    /** `publishable` begins with `pk_` and may be read by strangers, `secret` with `sk_`. */
    kind: text('kind', { enum: ['publishable', 'secret'] }).notNull(),
    /** SHA-256 of the whole key; it is random, so a slow hash would protect nothing more. */
    keyHash: text('key_hash').notNull(),
    lastFour: text('last_four').notNull(),
    scopes: text('scopes').array().$type<WorkspacePermission[]>().notNull(),
    /** What a key may do ends where the role of this person ends. */
    createdBy: publicId('user')('created_by').notNull(),
    rotatedFromId: publicId('apiKey')('rotated_from_id'),
    expiresAt: moment('expires_at'),
    /** Of a key that was rotated: until then both work. */
    overlapEndsAt: moment('overlap_ends_at'),
    /** Written at most once a minute. */
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('api_keys_hash').on(table.keyHash),
    ...tenantPolicies(),
    identityPolicy(sql`key_hash = ${lookupText}`),
  ],
);
