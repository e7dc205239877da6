import { sql } from 'drizzle-orm';
import { pgPolicy, pgRole } from 'drizzle-orm/pg-core';

/**
 * Four roles, none a superuser, none with BYPASSRLS: `owner` migrates, `identity` acts before a
 * workspace is known, `app` inside one workspace, `system` for relay and jobs. They exist before the
 * first migration (`src/migrate/roles.sql`).
 */
export const databaseRoles = {
  owner: 'parley_owner',
  identity: 'parley_identity',
  app: 'parley_app',
  system: 'parley_system',
} as const;
export type DatabaseRole = keyof typeof databaseRoles;

const app = pgRole(databaseRoles.app).existing();
const identity = pgRole(databaseRoles.identity).existing();
const system = pgRole(databaseRoles.system).existing();

/** In parentheses, so that PostgreSQL asks once per statement and not once per row. */
const ownTenant = sql`tenant_id = (select get_current_tenant_id())`;

/** The policies every table of a workspace has. Without a workspace set, `app` sees no row. */
export const tenantPolicies = () => [
  pgPolicy('app_own_tenant', { to: app, for: 'all', using: ownTenant, withCheck: ownTenant }),
  pgPolicy('system_all', { to: system, for: 'all', using: sql`true`, withCheck: sql`true` }),
];

/** A further narrow way in for `identity`: rows that match what it said it looks for. */
export const identityPolicy = (condition: ReturnType<typeof sql>) =>
  pgPolicy('identity_lookup', { to: identity, for: 'all', using: condition, withCheck: condition });

/** The text that `identity` says it looks for, in a policy; null matches nothing. */
export const lookupText = sql`(select nullif(current_setting('app.lookup_text', true), ''))`;

/** Tables that belong to no workspace: `identity` alone. */
export const identityOnly = () => [
  pgPolicy('identity_all', { to: identity, for: 'all', using: sql`true`, withCheck: sql`true` }),
];

export const tenantRowPolicies = (
  condition: ReturnType<typeof sql>,
  forIdentity: ReturnType<typeof sql>,
) => [
  pgPolicy('app_own_tenant', { to: app, for: 'all', using: condition, withCheck: condition }),
  pgPolicy('system_all', { to: system, for: 'all', using: sql`true`, withCheck: sql`true` }),
  pgPolicy('identity_lookup', { to: identity, for: 'select', using: forIdentity }),
  pgPolicy('identity_insert', { to: identity, for: 'insert', withCheck: sql`true` }),
];

/** Tables of the platform's own work: `system` alone. */
export const systemOnly = () => [
  pgPolicy('system_all', { to: system, for: 'all', using: sql`true`, withCheck: sql`true` }),
];

/**
 * A queue that requests put something into and cannot look into: `app` for its own workspace, `identity`
 * for people, and `system` takes out.
 */
export const mailPolicies = () => [
  pgPolicy('app_own_workspace', {
    to: app,
    for: 'insert',
    withCheck: sql`workspace_id = (select get_current_tenant_id())`,
  }),
  pgPolicy('identity_insert', { to: identity, for: 'insert', withCheck: sql`true` }),
  pgPolicy('system_all', { to: system, for: 'all', using: sql`true`, withCheck: sql`true` }),
];
