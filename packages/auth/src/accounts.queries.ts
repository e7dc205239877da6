import type { IdentityTx } from '@platform/db';
import { memberships, tenants, users } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, asc, eq, sql } from 'drizzle-orm';
import { lookAsUser } from './sessions.queries.ts';

type UserRow = typeof users.$inferSelect;

/** False when the address, in whichever case, has an account. */
export async function insertUser(
  tx: IdentityTx,
  user: Pick<UserRow, 'id' | 'name' | 'email' | 'passwordHash'>,
): Promise<boolean> {
  const created = await tx
    .insert(users)
    .values(user)
    .onConflictDoNothing()
    .returning({ id: users.id });
  return created.length > 0;
}

/** Takes back an account that came to nothing. */
export async function deleteUser(tx: IdentityTx, id: string): Promise<void> {
  await tx.delete(users).where(eq(users.id, id));
}

/** By the address in small letters, as it comes out of the contract's schema. */
export async function findUserByEmail(tx: IdentityTx, email: string): Promise<UserRow | undefined> {
  const [found] = await tx.select().from(users).where(sql`lower(${users.email}) = ${email}`);
  return found;
}

export async function findUserById(tx: IdentityTx, id: string): Promise<UserRow | undefined> {
  const [found] = await tx.select().from(users).where(eq(users.id, id));
  return found;
}

/** Replaces the hash it was made from; a password that was changed meanwhile stays as it is. */
export async function setPasswordHash(
  tx: IdentityTx,
  userId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx
    .update(users)
    .set({ passwordHash: to })
    .where(and(eq(users.id, userId), eq(users.passwordHash, from)));
}

/** A new workspace whose owner is this person; returns its id. */
export async function foundWorkspace(
  tx: IdentityTx,
  user: { id: string; name: string; email: string },
  workspaceName: string,
): Promise<string> {
  const tenantId = newId('tenant');
  await lookAsUser(tx, user.id);
  await tx.insert(tenants).values({ id: tenantId, name: workspaceName });
  await tx.insert(memberships).values({
    tenantId,
    id: newId('membership'),
    userId: user.id,
    role: 'owner',
    displayName: user.name,
    email: user.email,
  });
  return tenantId;
}

/** The workspace a person has belonged to for longest. */
export async function findFirstWorkspace(
  tx: IdentityTx,
  userId: string,
): Promise<string | undefined> {
  await lookAsUser(tx, userId);
  const [first] = await tx
    .select({ tenantId: memberships.tenantId })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .orderBy(asc(memberships.createdAt))
    .limit(1);
  return first?.tenantId;
}
