import { createHash, randomBytes } from 'node:crypto';
import type { Database, IdentityTx } from '@platform/db';
import { verificationTokens } from '@platform/db/schema';
import { and, eq, gt, lt, sql } from 'drizzle-orm';

export type LinkPurpose = 'verify-email' | 'change-email' | 'reset-password';

export interface Link {
  readonly userId: string;
  /** The address that got the link, in small letters. */
  readonly email: string;
  readonly sessionId: string | null;
}

/** How long each kind works, and how many of one person's may be open: a mailbox is not to be filled. */
export const linkRules = {
  'verify-email': { minutes: 24 * 60, open: 5 },
  'change-email': { minutes: 24 * 60, open: 5 },
  'reset-password': { minutes: 30, open: 3 },
} as const satisfies Record<LinkPurpose, { minutes: number; open: number }>;

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/**
 * A new secret of 256 bits for a link; only its hash is kept. `null` when the person has as many open
 * ones of this kind as there may be. [ASVS 6.5.2] [ASVS 6.5.3]
 */
export async function issueLink(
  tx: IdentityTx,
  purpose: LinkPurpose,
  link: Link,
): Promise<string | null> {
  const { minutes, open } = linkRules[purpose];
  const { userId: identifier, email, sessionId } = link;
  const [counted] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(verificationTokens)
    .where(
      and(
        eq(verificationTokens.identifier, identifier),
        eq(verificationTokens.purpose, purpose),
        gt(verificationTokens.expiresAt, sql`now()`),
      ),
    );
  if ((counted?.count ?? 0) >= open) return null;
  const token = randomBytes(32).toString('base64url');
  await tx.insert(verificationTokens).values({
    tokenHash: hashOf(token),
    identifier,
    purpose,
    email,
    sessionId,
    expiresAt: sql`now() + ${minutes} * interval '1 minute'`,
  });
  return token;
}

/**
 * Uses a link up: of many who try the same at once, one gets it. `null` for one that was used, is too
 * old, was made for another purpose, or never was.
 */
export async function takeLink(
  tx: IdentityTx,
  purpose: LinkPurpose,
  token: string,
): Promise<Link | null> {
  const [taken] = await tx.delete(verificationTokens).where(isOpen(purpose, token)).returning();
  return taken === undefined ? null : linkOf(taken);
}

/** The same without using it up, for what has to be asked before. */
export async function findLink(
  tx: IdentityTx,
  purpose: LinkPurpose,
  token: string,
): Promise<Link | null> {
  const [found] = await tx.select().from(verificationTokens).where(isOpen(purpose, token));
  return found === undefined ? null : linkOf(found);
}

const isOpen = (purpose: LinkPurpose, token: string) =>
  and(
    eq(verificationTokens.tokenHash, hashOf(token)),
    eq(verificationTokens.purpose, purpose),
    gt(verificationTokens.expiresAt, sql`now()`),
  );

const linkOf = (row: typeof verificationTokens.$inferSelect): Link | null =>
  row.email === null
    ? null
    : { userId: row.identifier, email: row.email, sessionId: row.sessionId };

/** The other open links of this kind, which what was done makes needless. */
export async function dropLinks(
  tx: IdentityTx,
  purpose: LinkPurpose,
  userId: string,
): Promise<void> {
  await tx
    .delete(verificationTokens)
    .where(and(eq(verificationTokens.identifier, userId), eq(verificationTokens.purpose, purpose)));
}

/** The address a person has asked to change to and not confirmed; `null`: none. */
export async function findPendingEmail(tx: IdentityTx, userId: string): Promise<string | null> {
  const [found] = await tx
    .select({ email: verificationTokens.email })
    .from(verificationTokens)
    .where(
      and(
        eq(verificationTokens.identifier, userId),
        eq(verificationTokens.purpose, 'change-email'),
        gt(verificationTokens.expiresAt, sql`now()`),
      ),
    )
    .orderBy(sql`${verificationTokens.createdAt} desc`)
    .limit(1);
  return found?.email ?? null;
}

export async function deleteExpiredLinks(db: Database): Promise<void> {
  await db.identity(null, (tx) =>
    tx.delete(verificationTokens).where(lt(verificationTokens.expiresAt, sql`now()`)),
  );
}
