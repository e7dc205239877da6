import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, publicId } from '../columns.ts';
import { identityOnly } from '../protection.ts';
import { users } from './identity.ts';

const ownerId = () =>
  publicId('user')('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

/** What makes one-time codes for a person; it counts once a first code has confirmed it. */
export const secondFactors = pgTable(
  'second_factors',
  {
    userId: ownerId().primaryKey(),
    /** Sealed: who reads the table cannot make codes. */
    sealedSecret: text('sealed_secret').notNull(),
    confirmedAt: moment('confirmed_at'),
    /** The 30-second step of the code that was taken last: no step is taken twice. */
    lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
  },
  () => identityOnly(),
);

/** Each opens the door once, without the device that makes codes; only hashes are kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: ownerId(),
    codeHash: text('code_hash').notNull(),
    usedAt: moment('used_at'),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] }), ...identityOnly()],
);

/** Browsers a person has signed in with; by the hash of what their cookie holds. */
export const knownDevices = pgTable(
  'known_devices',
  {
    userId: ownerId(),
    deviceHash: text('device_hash').notNull(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.deviceHash] }), ...identityOnly()],
);

/**
 * Failed proofs, counted for an account and where they come from. The key is a hash, and there is a row
 * for accounts that do not exist as well: it tells nobody who has one.
 */
export const attemptCounters = pgTable(
  'attempt_counters',
  {
    key: text('key').primaryKey(),
    failures: integer('failures').notNull().default(0),
    windowStartedAt: moment('window_started_at').notNull().defaultNow(),
    /** How often it was locked lately; each time it lasts longer. */
    locks: integer('locks').notNull().default(0),
    lockedUntil: moment('locked_until'),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [index('attempt_counters_age').on(table.updatedAt), ...identityOnly()],
);
