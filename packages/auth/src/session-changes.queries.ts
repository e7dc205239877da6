import type { Database, IdentityTx } from '@platform/db';
import { authSessions } from '@platform/db/schema';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { UserActor } from './actor.ts';
import { hashSessionToken, isAlive, newSessionToken, sessionExpiry } from './sessions.queries.ts';

type SessionRow = typeof authSessions.$inferSelect;

/**
 * The session goes on under a new token, which is returned; `null` when it is over or another request
 * has changed its token already. The old one ends at once, so that nobody who knew it gains what
 * `changes` gives. [ASVS 7.2.4]
 */
export async function rotateSession(
  tx: IdentityTx,
  session: Pick<UserActor, 'sessionId' | 'sessionHash'>,
  changes: { mfa?: SessionRow['mfa']; steppedUp?: true },
): Promise<string | null> {
  const token = newSessionToken();
  const rotated = await tx
    .update(authSessions)
    .set({
      tokenHash: hashSessionToken(token),
      previousHash: null,
      rotatedAt: sql`now()`,
      rotationDue: false,
      ...(changes.mfa === undefined ? {} : { mfa: changes.mfa }),
      // What was pending was short; it is a whole session from here on.
      ...(changes.mfa === 'passed' ? { expiresAt: sessionExpiry('passed') } : {}),
      ...(changes.steppedUp ? { steppedUpAt: sql`now()` } : {}),
    })
    .where(
      and(
        eq(authSessions.id, session.sessionId),
        eq(authSessions.tokenHash, session.sessionHash),
        isAlive,
      ),
    )
    .returning({ id: authSessions.id });
  return rotated.length > 0 ? token : null;
}

/** The rights of a person changed: each of their sessions is given a new token at its next request. */
export async function markForRotation(tx: IdentityTx, userId: string): Promise<void> {
  await tx.update(authSessions).set({ rotationDue: true }).where(eq(authSessions.userId, userId));
}

/**
 * The new token of a session that was marked, for one request of possibly many at once; the others get
 * `null` and go on with the token they came with, for half a minute.
 */
export async function rotateWhenDue(
  db: Database,
  session: Pick<UserActor, 'sessionId' | 'sessionHash'>,
): Promise<string | null> {
  const token = newSessionToken();
  const { sessionId, sessionHash } = session;
  const rotated = await db.identity(null, (tx) =>
    tx
      .update(authSessions)
      .set({
        tokenHash: hashSessionToken(token),
        previousHash: sessionHash,
        rotatedAt: sql`now()`,
        rotationDue: false,
      })
      .where(
        and(
          eq(authSessions.id, sessionId),
          eq(authSessions.tokenHash, sessionHash),
          eq(authSessions.rotationDue, true),
        ),
      )
      .returning({ id: authSessions.id }),
  );
  return rotated.length > 0 ? token : null;
}

export type ListedSession = Pick<
  SessionRow,
  'id' | 'method' | 'userAgent' | 'address' | 'createdAt' | 'lastSeenAt' | 'expiresAt'
>;

/** The sessions of a person that are not over, the one used last first. */
export async function listSessions(tx: IdentityTx, userId: string): Promise<ListedSession[]> {
  const { id, method, userAgent, address, createdAt, lastSeenAt, expiresAt } = authSessions;
  return tx
    .select({ id, method, userAgent, address, createdAt, lastSeenAt, expiresAt })
    .from(authSessions)
    .where(
      and(
        eq(authSessions.userId, userId),
        isAlive,
        // Whoever has the password and not the code is not in, and is no session of theirs.
        ne(authSessions.mfa, 'pending'),
      ),
    )
    .orderBy(desc(authSessions.lastSeenAt));
}

/** Ends one session of this person; false when there is none of that id, or it is another's. */
export async function endSession(
  tx: IdentityTx,
  userId: string,
  sessionId: string,
): Promise<boolean> {
  const ended = await tx
    .delete(authSessions)
    .where(and(eq(authSessions.userId, userId), eq(authSessions.id, sessionId)))
    .returning({ id: authSessions.id });
  return ended.length > 0;
}

/** Ends every session of this person but the one to keep; returns how many. */
export async function endOtherSessions(
  tx: IdentityTx,
  userId: string,
  keepSessionId: string | null,
): Promise<number> {
  const others =
    keepSessionId === null
      ? eq(authSessions.userId, userId)
      : and(eq(authSessions.userId, userId), ne(authSessions.id, keepSessionId));
  const ended = await tx.delete(authSessions).where(others).returning({ id: authSessions.id });
  return ended.length;
}
