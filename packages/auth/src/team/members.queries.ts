import { PlatformError } from '@platform/api-contract/errors';
import type { Role } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { memberships, tenants } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { and, eq } from 'drizzle-orm';
import type { Ranked } from './role-rules.ts';

/**
 * Holds the workspace's row until the transaction ends. Every change of who its owners are is made
 * under it, so that two of them cannot each leave the other as the last one.
 */
export async function lockTeam(
  tx: TenantTx,
  tenantId: string,
): Promise<{ breakGlassUserId: string | null }> {
  const [row] = await tx
    .select({ breakGlassUserId: tenants.breakGlassUserId })
    .from(tenants)
    .where(eq(tenants.id, tenantId))
    .for('update');
  if (row === undefined) throw new PlatformError('NOT_FOUND');
  return row;
}

const member = (tenantId: string, userId: string) =>
  and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId));

export async function findRole(
  tx: TenantTx,
  tenantId: string,
  userId: string,
): Promise<Role | undefined> {
  const [row] = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(member(tenantId, userId));
  return row?.role;
}

/** Throws NOT_FOUND for who is not of this workspace. */
export async function findRanked(tx: TenantTx, tenantId: string, userId: string): Promise<Ranked> {
  const role = await findRole(tx, tenantId, userId);
  if (role === undefined) throw new PlatformError('NOT_FOUND');
  return { userId, role };
}

export function countOwners(tx: TenantTx, tenantId: string): Promise<number> {
  return tx.$count(
    memberships,
    and(eq(memberships.tenantId, tenantId), eq(memberships.role, 'owner')),
  );
}

export async function setRole(
  tx: TenantTx,
  tenantId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await tx.update(memberships).set({ role }).where(member(tenantId, userId));
}

export async function deleteMembership(
  tx: TenantTx,
  tenantId: string,
  userId: string,
): Promise<void> {
  await tx.delete(memberships).where(member(tenantId, userId));
}

/** False when they belong to it already; their role stays as it is then. */
export async function insertMembership(
  tx: TenantTx,
  tenantId: string,
  person: { userId: string; name: string; email: string },
  role: Role,
): Promise<boolean> {
  const added = await tx
    .insert(memberships)
    .values({
      tenantId,
      id: newId('membership'),
      userId: person.userId,
      role,
      displayName: person.name,
      email: person.email,
    })
    .onConflictDoNothing({ target: [memberships.tenantId, memberships.userId] })
    .returning({ id: memberships.id });
  return added.length > 0;
}
