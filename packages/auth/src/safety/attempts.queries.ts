import { createHash } from 'node:crypto';
import type { Database, IdentityTx } from '@platform/db';
import { attemptCounters } from '@platform/db/schema';
import { eq, lt, sql } from 'drizzle-orm';

/** Five failures in fifteen minutes; a test that is about something else may allow more. */
export interface AttemptRules {
  readonly maxFailures: number;
}
export const attemptRules: AttemptRules = { maxFailures: 5 };

const windowMinutes = 15;
/** A lock lasts a minute, and twice as long each time, up to an hour; a quiet day forgets it all. */
const firstLockSeconds = 60;
const longestLockSeconds = 60 * 60;
const forgottenAfter = sql`interval '1 day'`;

/** What an attempt is counted under; nothing of the account or the place can be read from it. */
export const attemptKey = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url');

export type Admission =
  | { readonly admitted: true; readonly lockedUntil: Date | null; readonly locks: number }
  | { readonly admitted: false; readonly lockedUntil: Date };

/**
 * Counts an attempt as failed before it is made, in one statement: of many at once exactly as many are
 * admitted as the budget holds, on however many instances. The attempt that uses the budget up sets the
 * lock; `forgetAttempts` takes all of it back when the proof was right.
 * [ASVS 6.3.1]
 */
export async function admitAttempt(
  tx: IdentityTx,
  key: string,
  rules: AttemptRules,
): Promise<Admission> {
  const counters = attemptCounters;
  const stale = sql`${counters.windowStartedAt} < now() - ${windowMinutes} * interval '1 minute'`;
  const failures = sql`(case when ${stale} then 1 else ${counters.failures} + 1 end)`;
  const isLast = sql`${failures} >= ${rules.maxFailures}::integer`;
  const earlier = sql`(case when ${counters.updatedAt} < now() - ${forgottenAfter} then 0 else ${counters.locks} end)`;
  const [row] = await tx
    .insert(counters)
    .values({ key, failures: 1 })
    .onConflictDoUpdate({
      target: counters.key,
      set: {
        failures: sql`case when ${isLast} then 0 else ${failures} end`,
        windowStartedAt: sql`case when ${stale} or ${counters.failures} = 0 then now() else ${counters.windowStartedAt} end`,
        locks: sql`case when ${isLast} then ${earlier} + 1 else ${earlier} end`,
        lockedUntil: sql`case when ${isLast} then now() + least(${longestLockSeconds}::double precision, ${firstLockSeconds} * power(2, least(${earlier}, 20))) * interval '1 second' else null end`,
        updatedAt: sql`now()`,
      },
      setWhere: sql`${counters.lockedUntil} is null or ${counters.lockedUntil} <= now()`,
    })
    .returning({ lockedUntil: counters.lockedUntil, locks: counters.locks });
  if (row !== undefined) return { admitted: true, ...row };
  const [locked] = await tx
    .select({ lockedUntil: counters.lockedUntil })
    .from(counters)
    .where(eq(counters.key, key));
  // A right proof may have taken the lock away in between; a moment later it is open.
  return { admitted: false, lockedUntil: locked?.lockedUntil ?? new Date(Date.now() + 1_000) };
}

export async function forgetAttempts(tx: IdentityTx, keys: readonly string[]): Promise<void> {
  // In one order everywhere, so that two who forget the same never wait for each other.
  for (const key of [...keys].sort()) {
    await tx.delete(attemptCounters).where(eq(attemptCounters.key, key));
  }
}

/** True once in `hours` for a key: what may be said to a person again and again, but not that often. */
export async function claimRarely(tx: IdentityTx, key: string, hours: number): Promise<boolean> {
  const claimed = await tx
    .insert(attemptCounters)
    .values({ key })
    .onConflictDoUpdate({
      target: attemptCounters.key,
      set: { updatedAt: sql`now()` },
      setWhere: sql`${attemptCounters.updatedAt} < now() - ${hours} * interval '1 hour'`,
    })
    .returning({ key: attemptCounters.key });
  return claimed.length > 0;
}

/** Counters nobody has added to for two days say nothing any more; returns how many went. */
export async function deleteOldAttempts(db: Database): Promise<number> {
  const removed = await db.identity(null, (tx) =>
    tx
      .delete(attemptCounters)
      .where(lt(attemptCounters.updatedAt, sql`now() - interval '2 days'`))
      .returning({ key: attemptCounters.key }),
  );
  return removed.length;
}
