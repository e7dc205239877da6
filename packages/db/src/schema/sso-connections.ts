import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, moment, plainUuid, tenantId, updatedAt } from '../columns.ts';
import { identityPolicy, lookupText, tenantPolicies } from '../protection.ts';
import { tenants } from './tenants.ts';

/**
 * The OpenID Connect provider of a workspace, one each. Another issuer is another connection with an
 * id of its own: what the former one vouched for, sessions and linked accounts, does not pass to it.
 * `identity` finds the one that has proved the domain it looks for.
 */
export const ssoConnections = pgTable(
  'sso_connections',
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: 'cascade' }),
    id: plainUuid('id').notNull(),
    issuer: text('issuer').notNull(),
    clientId: text('client_id').notNull(),
    /** Sealed for this connection and issuer; null for a client without one. */
    sealedSecret: text('sealed_secret'),
    /** In small letters, in ASCII. */
    domain: text('domain').notNull(),
    /** What the domain's TXT record must say. */
    domainToken: text('domain_token').notNull(),
    domainVerifiedAt: moment('domain_verified_at'),
    /** What who comes through it for the first time may do. */
    defaultRole: text('default_role', { enum: ['admin', 'agent', 'viewer'] }).notNull(),
    /** When somebody last went through it and back. */
    testedAt: moment('tested_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('sso_connections_tenant').on(table.tenantId),
    // A domain belongs to the workspace that proved it, and to one.
    uniqueIndex('sso_connections_domain')
      .on(table.domain)
      .where(sql`domain_verified_at is not null`),
    ...tenantPolicies(),
    identityPolicy(sql`domain = ${lookupText} and domain_verified_at is not null`),
  ],
);
