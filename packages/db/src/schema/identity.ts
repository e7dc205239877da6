import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { createdAt, moment, plainUuid, publicId, tenantId } from '../columns.ts';
import { identityOnly, identityPolicy, tenantPolicies } from '../protection.ts';
import { tenants } from './tenants.ts';

/** People. Closed to `app`: inside a workspace they are their memberships. */
export const users = pgTable(
  'users',
  {
    id: publicId('user')('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash'),
    emailVerifiedAt: moment('email_verified_at'),
    disabledAt: moment('disabled_at'),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('users_email').on(sql`lower(${table.email})`), ...identityOnly()],
);

/** A sign-in at another provider that belongs to a person. */
export const accounts = pgTable(
  'accounts',
  {
    provider: text('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    userId: publicId('user')('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** As the provider named the person when they last came through it, for them to recognise. */
    label: text('label').notNull().default(''),
    lastUsedAt: moment('last_used_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (table) => [
    index('accounts_user').on(table.userId),
    primaryKey({ columns: [table.provider, table.providerAccountId] }),
    ...identityOnly(),
  ],
);

/** `tokenHash` is SHA-256 of the cookie's secret: who reads the table cannot sign in with it. */
export const authSessions = pgTable(
  'auth_sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    /** What a person's list of sessions names it by; the hash stays inside. */
    id: publicId('session')('id').notNull().default(sql`gen_random_uuid()`),
    userId: publicId('user')('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    method: text('method', { enum: ['password', 'oauth', 'sso', 'link'] })
      .notNull()
      .default('password'),
    /** The workspace's own provider that vouched for this session, where one did. */
    ssoConnectionId: plainUuid('sso_connection_id'),
    /** `pending`: the second factor is owed, and nothing else can be done until it is given. */
    mfa: text('mfa', { enum: ['none', 'pending', 'passed'] })
      .notNull()
      .default('none'),
    /** When the person last proved who they are; what gives power away wants it recent. */
    steppedUpAt: moment('stepped_up_at').notNull().defaultNow(),
    /** The rights of the person changed: the next request is given a new token. */
    rotationDue: boolean('rotation_due').notNull().default(false),
    /** The token before that one, which requests under way at that moment still carry. */
    previousHash: text('previous_hash'),
    rotatedAt: moment('rotated_at'),
    expiresAt: moment('expires_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    userAgent: text('user_agent'),
    address: text('address'),
    createdAt: createdAt(),
  },
  (table) => [
    index('auth_sessions_user').on(table.userId),
    index('auth_sessions_previous').on(table.previousHash),
    unique('auth_sessions_id').on(table.id),
    ...identityOnly(),
  ],
);

/** Single-use proofs sent by mail; only their hashes are kept. */
export const verificationTokens = pgTable(
  'verification_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    /** The person it belongs to. */
    identifier: text('identifier').notNull(),
    purpose: text('purpose').notNull(),
    /** The address it was sent to: a proof for one says nothing of another. */
    email: text('email'),
    /** The session that asked for it, where one did. */
    sessionId: publicId('session')('session_id'),
    expiresAt: moment('expires_at').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('verification_tokens_person').on(table.identifier, table.purpose),
    ...identityOnly(),
  ],
);

/** A person inside a workspace; name and address are kept here so that `app` need not see `users`. */
export const memberships = pgTable(
  'memberships',
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: 'cascade' }),
    id: publicId('membership')('id').notNull(),
    userId: publicId('user')('user_id').notNull(),
    role: text('role', { enum: ['owner', 'admin', 'agent', 'viewer'] }).notNull(),
    displayName: text('display_name').notNull(),
    email: text('email').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique('memberships_user').on(table.tenantId, table.userId),
    foreignKey({ columns: [table.userId], foreignColumns: [users.id] }).onDelete('cascade'),
    index('memberships_by_user').on(table.userId),
    ...tenantPolicies(),
    identityPolicy(sql`user_id = (select get_lookup_id())`),
  ],
);
