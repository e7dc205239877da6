import { errorCodes, PlatformError } from '@platform/api-contract/errors';
import { roleMay, type WorkspacePermission } from '@platform/api-contract/permissions';
import type { ProcedureMeta } from '@platform/api-contract/procedure';
import type { Membership, Role } from '@platform/api-contract/types';
import type { Actor, KeyActor, UserActor } from './actor.ts';

/** What gives power away wants a password or a code no older than this. */
export const stepUpMaxAgeMs = 15 * 60 * 1000;

/** What decides whether a member may enter a workspace with the session they have. */
export interface EntryFacts {
  readonly suspended: boolean;
  readonly mfaRequired: boolean;
  readonly ssoRequiredConnectionId: string | null;
  readonly isBreakGlass: boolean;
  readonly session: {
    readonly mfa: UserActor['mfa'];
    readonly ssoConnectionId: string | null;
    readonly emailVerified: boolean;
  };
  readonly emailVerificationRequired: boolean;
}

/** The one rule about entering a workspace; every way in and every live socket asks it. */
export function restrictionOf(facts: EntryFacts): Membership['restriction'] {
  const { session } = facts;
  if (facts.suspended) return 'suspended';
  const bySso =
    facts.ssoRequiredConnectionId !== null &&
    session.ssoConnectionId === facts.ssoRequiredConnectionId;
  if (facts.ssoRequiredConnectionId !== null && !bySso && !facts.isBreakGlass) {
    return 'sso-required';
  }
  if (facts.emailVerificationRequired && !session.emailVerified) return 'email-unverified';
  // The workspace's own provider has asked for what the workspace wants asked.
  if (facts.mfaRequired && session.mfa !== 'passed' && !bySso) return 'mfa-required';
  return null;
}

const restrictionErrors = {
  suspended: 'WORKSPACE_SUSPENDED',
  'mfa-required': 'MFA_REQUIRED',
  'sso-required': 'SSO_REQUIRED',
  'email-unverified': 'EMAIL_UNVERIFIED',
} as const;

/**
 * A person who is signed in altogether. Throws UNAUTHENTICATED for everybody else, and MFA_PENDING
 * while the second factor is owed.
 */
export function requirePerson(actor: Actor): UserActor {
  if (actor.kind !== 'user') throw new PlatformError('UNAUTHENTICATED');
  if (actor.mfa === 'pending') throw new PlatformError('MFA_PENDING');
  return actor;
}

/**
 * The workspace that the actor means, if they may enter it now: NOT_FOUND for a stranger, byte for
 * byte as for a workspace that does not exist, and what restricts them for a member.
 */
export function enterWorkspace(actor: UserActor, workspace: string | undefined | null): Membership {
  const membership = actor.memberships.find((each) => each.tenantId === workspace);
  if (membership === undefined) throw new PlatformError('NOT_FOUND', errorCodes.NOT_FOUND.message);
  if (membership.restriction !== null) {
    throw new PlatformError(restrictionErrors[membership.restriction]);
  }
  return membership;
}

/** A key is in its own workspace, whatever the call says: naming another one is asking for a stranger's. */
export function enterAsKey(actor: KeyActor, workspace: string | undefined | null): string {
  if (workspace !== undefined && workspace !== null && workspace !== actor.tenantId) {
    throw new PlatformError('NOT_FOUND', errorCodes.NOT_FOUND.message);
  }
  if (actor.workspaceSuspended) throw new PlatformError('WORKSPACE_SUSPENDED');
  return actor.tenantId;
}

/** Throws FORBIDDEN when the role or the key's scopes do not hold the permission. */
export function requirePermission(
  holder: { role: Role } | Pick<KeyActor, 'scopes'>,
  permission: WorkspacePermission,
): void {
  const may =
    'role' in holder ? roleMay(holder.role, permission) : holder.scopes.includes(permission);
  if (!may) throw new PlatformError('FORBIDDEN');
}

/** Throws STEP_UP where the call gives power away and the last proof is too old. */
export function requireStepUp(actor: UserActor, meta: ProcedureMeta, nowMs = Date.now()): void {
  if (meta.stepUp !== true) return;
  if (nowMs - actor.steppedUpAt.getTime() > stepUpMaxAgeMs) throw new PlatformError('STEP_UP');
}
