import { PlatformError } from '@platform/api-contract/errors';
import type { Role } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { countOwners, deleteMembership, findRanked, lockTeam, setRole } from './members.queries.ts';
import { type Ranked, requireRemoval, requireRoleChange } from './role-rules.ts';

/**
 * Every change of a team reads the roles again under the workspace's lock: what the guard saw may be
 * older than a change that was made meanwhile. `by` is who does it, `userId` to whom.
 */
export async function changeRole(
  tx: TenantTx,
  tenantId: string,
  by: string,
  change: { userId: string; role: Role },
): Promise<{ before: Role }> {
  const locked = await lockTeam(tx, tenantId);
  const target = await findRanked(tx, tenantId, change.userId);
  requireRoleChange(await findRanked(tx, tenantId, by), target, change.role);
  if (target.role === 'owner' && change.role !== 'owner') {
    await requireAnotherOwner(tx, tenantId, locked, target);
  }
  await setRole(tx, tenantId, change.userId, change.role);
  return { before: target.role };
}

export async function removeMember(
  tx: TenantTx,
  tenantId: string,
  by: string,
  userId: string,
): Promise<{ before: Role }> {
  const locked = await lockTeam(tx, tenantId);
  const target = await findRanked(tx, tenantId, userId);
  requireRemoval(await findRanked(tx, tenantId, by), target);
  await requireAnotherOwner(tx, tenantId, locked, target);
  await deleteMembership(tx, tenantId, userId);
  return { before: target.role };
}

export async function leaveWorkspace(
  tx: TenantTx,
  tenantId: string,
  userId: string,
): Promise<{ before: Role }> {
  const locked = await lockTeam(tx, tenantId);
  const leaving = await findRanked(tx, tenantId, userId);
  await requireAnotherOwner(tx, tenantId, locked, leaving);
  await deleteMembership(tx, tenantId, userId);
  return { before: leaving.role };
}

/** The other one becomes an owner, and whoever handed it over an admin. */
export async function transferOwnership(
  tx: TenantTx,
  tenantId: string,
  by: string,
  userId: string,
): Promise<{ before: Role }> {
  const locked = await lockTeam(tx, tenantId);
  const target = await findRanked(tx, tenantId, userId);
  const owner = await findRanked(tx, tenantId, by);
  if (owner.role !== 'owner') throw new PlatformError('FORBIDDEN');
  if (by === userId) throw new PlatformError('CONFLICT', 'This workspace is already yours.');
  refuseBreakGlass(locked, owner);
  await setRole(tx, tenantId, userId, 'owner');
  await setRole(tx, tenantId, by, 'admin');
  return { before: target.role };
}

async function requireAnotherOwner(
  tx: TenantTx,
  tenantId: string,
  locked: { breakGlassUserId: string | null },
  target: Ranked,
): Promise<void> {
  if (target.role !== 'owner') return;
  if ((await countOwners(tx, tenantId)) < 2) {
    throw new PlatformError(
      'CONFLICT',
      'A workspace keeps at least one owner. Hand the ownership over first.',
    );
  }
  refuseBreakGlass(locked, target);
}

function refuseBreakGlass(locked: { breakGlassUserId: string | null }, target: Ranked): void {
  if (locked.breakGlassUserId === target.userId) {
    throw new PlatformError(
      'CONFLICT',
      'This is the owner who gets in when single sign-on fails. Choose another one first.',
    );
  }
}
