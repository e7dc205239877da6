import type { IdentityTx } from '@platform/db';
import { accounts, users } from '@platform/db/schema';
import { and, asc, eq, sql } from 'drizzle-orm';

export interface ExternalAccount {
  readonly provider: string;
  readonly subject: string;
}

const isAccount = ({ provider, subject }: ExternalAccount) =>
  and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject));

export async function findAccountOwner(
  tx: IdentityTx,
  account: ExternalAccount,
): Promise<string | null> {
  const [found] = await tx
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(isAccount(account));
  return found?.userId ?? null;
}

export async function findUserOfEmail(
  tx: IdentityTx,
  email: string,
): Promise<{ id: string; emailVerified: boolean } | null> {
  const [found] = await tx
    .select({ id: users.id, emailVerifiedAt: users.emailVerifiedAt })
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`);
  return found === undefined
    ? null
    : { id: found.id, emailVerified: found.emailVerifiedAt !== null };
}

/** False when the account is linked already, to whomever. */
export async function insertAccount(
  tx: IdentityTx,
  account: ExternalAccount & { userId: string; label: string },
): Promise<boolean> {
  const { provider, subject, userId, label } = account;
  const added = await tx
    .insert(accounts)
    .values({ provider, providerAccountId: subject, userId, label })
    .onConflictDoNothing()
    .returning({ userId: accounts.userId });
  return added.length > 0;
}

export async function touchAccount(
  tx: IdentityTx,
  account: ExternalAccount,
  label: string,
): Promise<void> {
  await tx.update(accounts).set({ label, lastUsedAt: sql`now()` }).where(isAccount(account));
}

/** A person whom a provider has vouched for, address included, and who has no password. */
export async function insertVouchedUser(
  tx: IdentityTx,
  user: { id: string; name: string; email: string },
): Promise<boolean> {
  const added = await tx
    .insert(users)
    .values({ ...user, passwordHash: null, emailVerifiedAt: sql`now()` })
    .onConflictDoNothing()
    .returning({ id: users.id });
  return added.length > 0;
}

/** The ways in that a person has: a password, and what is linked. Locks the person's row. */
export async function listWaysIn(
  tx: IdentityTx,
  userId: string,
): Promise<{ hasPassword: boolean; linked: (typeof accounts.$inferSelect)[] }> {
  const [user] = await tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId))
    .for('update');
  const linked = await tx
    .select()
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .orderBy(asc(accounts.createdAt));
  return { hasPassword: user?.passwordHash != null, linked };
}

export async function deleteAccount(
  tx: IdentityTx,
  userId: string,
  provider: string,
): Promise<void> {
  await tx
    .delete(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.provider, provider)));
}
