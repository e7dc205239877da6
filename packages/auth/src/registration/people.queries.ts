import { PlatformError } from '@platform/api-contract/errors';
import type { IdentityTx } from '@platform/db';
import { memberships, tenants, users } from '@platform/db/schema';
import { and, eq, sql } from 'drizzle-orm';
import { findUserById } from '../accounts.queries.ts';
import { lookAsUser } from '../sessions.queries.ts';
import { findPendingEmail } from './one-time-links.queries.ts';

export async function replacePassword(
  tx: IdentityTx,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
}

/** The person's name, and its copies in their workspaces. */
export async function renamePerson(tx: IdentityTx, userId: string, name: string): Promise<void> {
  await tx.update(users).set({ name }).where(eq(users.id, userId));
  await lookAsUser(tx, userId);
  await tx.update(memberships).set({ displayName: name }).where(eq(memberships.userId, userId));
}

/** The person's address, proved by now, and its copies; false when somebody else has it. */
export async function moveToEmail(tx: IdentityTx, userId: string, email: string): Promise<boolean> {
  const [taken] = await tx
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`);
  if (taken !== undefined && taken.id !== userId) return false;
  await tx.update(users).set({ email, emailVerifiedAt: sql`now()` }).where(eq(users.id, userId));
  await lookAsUser(tx, userId);
  await tx.update(memberships).set({ email }).where(eq(memberships.userId, userId));
  return true;
}

/** What whoever knows the person would try as their password; `null`: there is no such person. */
export async function listPersonalWords(tx: IdentityTx, userId: string): Promise<string[] | null> {
  const user = await findUserById(tx, userId);
  if (user === undefined) return null;
  await lookAsUser(tx, userId);
  const workspaces = await tx
    .select({ name: tenants.name })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(memberships.userId, userId));
  return [user.name, user.email, ...workspaces.map(({ name }) => name)];
}

/** Ids of the workspaces a person belongs to. */
export async function listWorkspacesOf(tx: IdentityTx, userId: string): Promise<string[]> {
  await lookAsUser(tx, userId);
  const found = await tx
    .select({ tenantId: memberships.tenantId })
    .from(memberships)
    .where(eq(memberships.userId, userId));
  return found.map(({ tenantId }) => tenantId);
}

/** What a person sees of themselves. Throws NOT_FOUND. */
export async function describePerson(tx: IdentityTx, userId: string) {
  const user = await findUserById(tx, userId);
  if (user === undefined) throw new PlatformError('NOT_FOUND');
  return {
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    pendingEmail: await findPendingEmail(tx, userId),
    hasPassword: user.passwordHash !== null,
  };
}

/** False when the person is gone, disabled, or has another address by now. */
export async function markVerified(
  tx: IdentityTx,
  person: { userId: string; email: string },
): Promise<boolean> {
  const marked = await tx
    .update(users)
    .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, now())` })
    .where(
      and(
        eq(users.id, person.userId),
        sql`lower(${users.email}) = ${person.email}`,
        sql`${users.disabledAt} is null`,
      ),
    )
    .returning({ id: users.id });
  return marked.length > 0;
}
