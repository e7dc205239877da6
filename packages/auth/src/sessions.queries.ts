import { createHash, randomBytes } from 'node:crypto';
import type { Membership } from '@platform/api-contract/types';
import type { Database, IdentityTx } from '@platform/db';
import { authSessions, memberships, tenants, users } from '@platform/db/schema';
import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { UserActor } from './actor.ts';

const sessionDays = 30;
export const sessionMaxAgeSeconds = sessionDays * 24 * 60 * 60;

export const hashSessionToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

/** Opens a session and returns the secret for the cookie, which is stored nowhere. */
export async function createSession(
  tx: IdentityTx,
  session: { userId: string; userAgent: string | undefined },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await tx.insert(authSessions).values({
    tokenHash: hashSessionToken(token),
    userId: session.userId,
    userAgent: session.userAgent?.slice(0, 300) ?? null,
    expiresAt: new Date(Date.now() + sessionMaxAgeSeconds * 1000),
  });
  return token;
}

/** The person behind a session cookie with the workspaces they belong to, or `null`. */
export function findSessionActor(db: Database, token: string): Promise<UserActor | null> {
  return reloadUserActor(db, hashSessionToken(token));
}

/** The same person with the rights they have now, or `null` when the session is over. */
export async function reloadUserActor(db: Database, tokenHash: string): Promise<UserActor | null> {
  return db.identity(null, async (tx) => {
    const [row] = await tx
      .select({ userId: users.id, name: users.name, email: users.email })
      .from(authSessions)
      .innerJoin(users, eq(users.id, authSessions.userId))
      .where(
        and(
          eq(authSessions.tokenHash, tokenHash),
          gt(authSessions.expiresAt, new Date()),
          isNull(users.disabledAt),
        ),
      );
    if (row === undefined) return null;
    return {
      kind: 'user',
      ...row,
      sessionHash: tokenHash,
      memberships: await listMemberships(tx, row.userId),
    };
  });
}

/** Looks as this person for the rest of the transaction, and lists their workspaces. */
export async function listMemberships(tx: IdentityTx, userId: string): Promise<Membership[]> {
  await lookAsUser(tx, userId);
  return tx
    .select({ tenantId: memberships.tenantId, name: tenants.name, role: memberships.role })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(memberships.createdAt));
}

export async function lookAsUser(tx: IdentityTx, userId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('app.lookup_id', ${sql.param(userId, users.id)}::uuid::text, true)`,
  );
}

export async function deleteSession(db: Database, sessionHash: string): Promise<void> {
  await db.identity(null, (tx) =>
    tx.delete(authSessions).where(eq(authSessions.tokenHash, sessionHash)),
  );
}

/** Returns how many were removed. */
export async function deleteExpiredSessions(db: Database): Promise<number> {
  const removed = await db.identity(null, (tx) =>
    tx
      .delete(authSessions)
      .where(lt(authSessions.expiresAt, new Date()))
      .returning({ hash: authSessions.tokenHash }),
  );
  return removed.length;
}
