import { PlatformError } from '@platform/api-contract/errors';
import { type Role, roleMay, roles } from '@platform/api-contract/permissions';

/** A member as the rules see one. */
export interface Ranked {
  readonly userId: string;
  readonly role: Role;
}

/** 0 is the most powerful; the order is that of the table of roles. */
const rank = (role: Role) => roles.indexOf(role);

/**
 * Throws FORBIDDEN where `by` may not make `target` a `to`: only owners make and unmake owners, and
 * nobody raises themselves.
 */
export function requireRoleChange(by: Ranked, target: Ranked, to: Role): void {
  if (!roleMay(by.role, 'members.manage')) throw new PlatformError('FORBIDDEN');
  if (by.userId === target.userId && rank(to) < rank(by.role)) {
    throw new PlatformError('FORBIDDEN', 'Nobody can raise their own role.');
  }
  requireOwnerFor(by, target.role === 'owner' || to === 'owner');
}

/** Throws FORBIDDEN where `by` may not take `target` out of the workspace. */
export function requireRemoval(by: Ranked, target: Ranked): void {
  if (!roleMay(by.role, 'members.manage')) throw new PlatformError('FORBIDDEN');
  requireOwnerFor(by, target.role === 'owner');
}

/** Whether somebody in this role can let others in as `role`. */
export function mayInviteAs(inviter: Role | null, role: Role): boolean {
  if (inviter === null || !roleMay(inviter, 'members.manage')) return false;
  return role !== 'owner' || inviter === 'owner';
}

function requireOwnerFor(by: Ranked, concernsOwners: boolean): void {
  if (concernsOwners && by.role !== 'owner') {
    throw new PlatformError('FORBIDDEN', 'Only an owner can make or unmake owners.');
  }
}
