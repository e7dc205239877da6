import { createHash, randomBytes } from 'node:crypto';
import type { Membership } from '@platform/api-contract/types';
import type { Database, IdentityTx } from '@platform/db';
import { authSessions, memberships, tenants, users } from '@platform/db/schema';
import { and, asc, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { UserActor } from './actor.ts';
import { type EntryFacts, restrictionOf } from './policy.ts';

const sessionDays = 30;
/** A session that nobody used for this long is over before its thirty days are. [ASVS 7.3.1] */
const idleDays = 14;
/** Whoever owes the second factor has it at hand. */
const pendingMinutes = 15;
/** Requests that were under way when a token was changed still carry the one before. */
const graceSeconds = 30;
/** How exact the list of sessions is about last use; each step costs a write. */
const lastSeenEveryMs = 60_000;
export const sessionMaxAgeSeconds = sessionDays * 24 * 60 * 60;

export const hashSessionToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

type SessionRow = typeof authSessions.$inferSelect;

export interface NewSession {
  readonly userId: string;
  readonly method: SessionRow['method'];
  readonly mfa: SessionRow['mfa'];
  readonly ssoConnectionId?: string;
  readonly userAgent: string | undefined;
  readonly address: string;
}

/** 256 random bits. [ASVS 7.2.3] */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** When a session ends that begins now. */
export const sessionExpiry = (mfa: SessionRow['mfa']): Date =>
  new Date(Date.now() + (mfa === 'pending' ? pendingMinutes * 60 : sessionMaxAgeSeconds) * 1000);

/** Opens a session and returns the secret for the cookie, which is stored nowhere. */
export async function createSession(tx: IdentityTx, session: NewSession): Promise<string> {
  const token = newSessionToken();
  const { userId, method, mfa, ssoConnectionId, userAgent, address } = session;
  await tx.insert(authSessions).values({
    tokenHash: hashSessionToken(token),
    userId,
    method,
    mfa,
    ssoConnectionId: ssoConnectionId ?? null,
    address,
    userAgent: userAgent?.slice(0, 300) ?? null,
    expiresAt: sessionExpiry(mfa),
  });
  return token;
}

interface EntryOptions {
  readonly emailVerificationRequired: boolean;
}

/** By what the cookie holds, or by the session's own id, which stays when the token changes. */
export type SessionName = { readonly tokenHash: string } | { readonly sessionId: string };

function isNamed(name: SessionName): SQL | undefined {
  if ('sessionId' in name) return eq(authSessions.id, name.sessionId);
  return or(
    eq(authSessions.tokenHash, name.tokenHash),
    and(
      eq(authSessions.previousHash, name.tokenHash),
      gt(authSessions.rotatedAt, sql`now() - ${graceSeconds} * interval '1 second'`),
    ),
  );
}

/** Neither at its end, nor forgotten. [ASVS 7.3.2] */
export const isAlive: SQL<boolean> = sql`(${authSessions.expiresAt} > now() and ${authSessions.lastSeenAt} > now() - ${idleDays} * interval '1 day')`;

/** The person behind a session and what they may enter now, or `null` when the session is over. */
export async function loadUserActor(
  db: Database,
  name: SessionName,
  options: EntryOptions,
): Promise<UserActor | null> {
  return db.identity(null, async (tx) => {
    const [row] = await tx
      .select({
        tokenHash: authSessions.tokenHash,
        lastSeenAt: authSessions.lastSeenAt,
        rotationDue: authSessions.rotationDue,
        userId: users.id,
        name: users.name,
        email: users.email,
        emailVerifiedAt: users.emailVerifiedAt,
        sessionId: authSessions.id,
        mfa: authSessions.mfa,
        steppedUpAt: authSessions.steppedUpAt,
        ssoConnectionId: authSessions.ssoConnectionId,
      })
      .from(authSessions)
      .innerJoin(users, eq(users.id, authSessions.userId))
      .where(and(isNamed(name), isAlive, isNull(users.disabledAt)));
    if (row === undefined) return null;
    const { emailVerifiedAt, ssoConnectionId, lastSeenAt, tokenHash, ...person } = row;
    if (Date.now() - lastSeenAt.getTime() > lastSeenEveryMs) {
      await tx
        .update(authSessions)
        .set({ lastSeenAt: sql`now()` })
        .where(eq(authSessions.id, row.sessionId));
    }
    const emailVerified = emailVerifiedAt !== null;
    const sessionHash = 'tokenHash' in name ? name.tokenHash : tokenHash;
    return {
      kind: 'user',
      ...person,
      // A token on its way out proves nothing that gives power away.
      steppedUpAt: sessionHash === tokenHash ? row.steppedUpAt : new Date(0),
      emailVerified,
      sessionHash,
      memberships: await listMemberships(tx, row.userId, {
        ...options,
        session: { mfa: row.mfa, ssoConnectionId, emailVerified },
      }),
    };
  });
}

/** Looks as this person for the rest of the transaction, and lists their workspaces. */
export async function listMemberships(
  tx: IdentityTx,
  userId: string,
  entry: Pick<EntryFacts, 'session' | 'emailVerificationRequired'>,
): Promise<Membership[]> {
  await lookAsUser(tx, userId);
  const rows = await tx
    .select({ tenantId: memberships.tenantId, role: memberships.role, tenant: tenants })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(memberships.createdAt));
  return rows.map(({ tenantId, role, tenant }) => ({
    tenantId,
    role,
    name: tenant.name,
    restriction: restrictionOf({
      ...entry,
      suspended: tenant.suspendedAt !== null,
      mfaRequired: tenant.mfaRequired,
      ssoRequiredConnectionId: tenant.ssoRequiredConnectionId,
      isBreakGlass: tenant.breakGlassUserId === userId,
    }),
  }));
}

export async function lookAsUser(tx: IdentityTx, userId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('app.lookup_id', ${sql.param(userId, users.id)}::uuid::text, true)`,
  );
}

export async function deleteSession(db: Database, sessionHash: string): Promise<void> {
  await db.identity(null, (tx) =>
    tx.delete(authSessions).where(isNamed({ tokenHash: sessionHash })),
  );
}

/** Returns how many were removed. */
export async function deleteExpiredSessions(db: Database): Promise<number> {
  const removed = await db.identity(null, (tx) =>
    tx.delete(authSessions).where(sql`not ${isAlive}`).returning({ hash: authSessions.tokenHash }),
  );
  return removed.length;
}
