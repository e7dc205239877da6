import { createHash, randomBytes } from 'node:crypto';
import { PlatformError } from '@platform/api-contract/errors';
import type { Invitation, InvitationPreview, Role } from '@platform/api-contract/types';
import type { Database, TenantTx } from '@platform/db';
import {
  changeInvitation,
  countOpenInvitations,
  countUse,
  type FoundInvitation,
  findByToken,
  findInvitation,
  findWorkspaceName,
  insertInvitation,
  lockInvitation,
} from './invitations.queries.ts';
import { findRanked, findRole, insertMembership } from './members.queries.ts';
import { mayInviteAs } from './role-rules.ts';

/** So long a link works; the mail says so too. */
export const invitationDays = 7;

/** A workspace is no way to mail thousands of strangers. */
const maxOpen = 200;

const expiry = () => new Date(Date.now() + invitationDays * 24 * 60 * 60 * 1000);

/** 32 random bytes; only the hash is kept. */
function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}
const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url');
const tokenForm = /^[\w-]{43}$/;

interface Issued {
  readonly invitation: Invitation;
  readonly token: string;
}

/** Throws FORBIDDEN where `by` cannot let anybody in as this role, CONFLICT when too many are open. */
export async function invite(
  tx: TenantTx,
  tenantId: string,
  by: string,
  input: { role: Role; email: string | null; maxUses: number },
): Promise<Issued> {
  const inviter = await findRanked(tx, tenantId, by);
  requireInviteAs(inviter.role, input.role);
  if ((await countOpenInvitations(tx, tenantId)) >= maxOpen) {
    throw new PlatformError(
      'CONFLICT',
      `At most ${maxOpen} invitations can be open. Withdraw some that nobody needs.`,
    );
  }
  const { token, tokenHash } = newToken();
  const id = await insertInvitation(tx, {
    ...input,
    tenantId,
    tokenHash,
    invitedBy: by,
    expiresAt: expiry(),
  });
  return { token, invitation: describeInvitation(await requireInvitation(tx, tenantId, id)) };
}

/**
 * Another token with the full time again, answered for by whoever renews it; the one before is dead.
 * Throws CONFLICT when there is nothing left to renew.
 */
export async function renewInvitation(
  tx: TenantTx,
  tenantId: string,
  by: string,
  invitationId: string,
): Promise<Issued> {
  await lockInvitation(tx, tenantId, invitationId);
  const { invitation } = await requireInvitation(tx, tenantId, invitationId);
  const inviter = await findRanked(tx, tenantId, by);
  requireInviteAs(inviter.role, invitation.role);
  if (invitation.revokedAt !== null || invitation.uses >= invitation.maxUses) {
    throw new PlatformError('CONFLICT', 'This invitation is over. Make a new one.');
  }
  const { token, tokenHash } = newToken();
  await changeInvitation(tx, tenantId, invitationId, {
    tokenHash,
    invitedBy: by,
    expiresAt: expiry(),
  });
  const renewed = await requireInvitation(tx, tenantId, invitationId);
  return { token, invitation: describeInvitation(renewed) };
}

export async function revokeInvitation(
  tx: TenantTx,
  tenantId: string,
  invitationId: string,
): Promise<Invitation> {
  await lockInvitation(tx, tenantId, invitationId);
  const found = await requireInvitation(tx, tenantId, invitationId);
  if (found.invitation.revokedAt === null) {
    await changeInvitation(tx, tenantId, invitationId, { revokedAt: new Date() });
  }
  return describeInvitation(found);
}

/** An invitation that its token opens now, and where to. */
export interface OpenInvitation {
  readonly tenantId: string;
  readonly invitationId: string;
  readonly preview: InvitationPreview;
}

/**
 * Throws NOT_FOUND for a token that is unknown, withdrawn, used or too old, or whose inviter could not
 * give it any more: all alike, for whoever tries tokens.
 */
export async function openInvitation(db: Database, token: string): Promise<OpenInvitation> {
  const at = tokenForm.test(token) ? await findByToken(db, hashToken(token)) : undefined;
  if (at === undefined) throw closed();
  return db.tenant(at.tenantId, async (tx) => {
    const found = await findInvitation(tx, at.tenantId, at.id);
    if (found === undefined || stateOf(found) !== 'open') throw closed();
    const { role, email, expiresAt } = found.invitation;
    return {
      tenantId: at.tenantId,
      invitationId: at.id,
      preview: {
        workspaceName: await findWorkspaceName(tx, at.tenantId),
        inviterName: found.inviterName,
        role,
        email,
        expiresAt: expiresAt.toISOString(),
      },
    };
  });
}

interface Joining {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
}

/**
 * Makes the person a member, once: whoever comes second to the last use, or with a token that was
 * replaced meanwhile, finds nothing. A member keeps the role they have, and uses nothing up. Throws
 * FORBIDDEN when it was mailed to somebody else.
 */
export async function acceptInvitation(
  tx: TenantTx,
  open: Pick<OpenInvitation, 'tenantId' | 'invitationId'>,
  token: string,
  person: Joining,
): Promise<{ role: Role; workspaceName: string; joined: boolean }> {
  const { tenantId, invitationId } = open;
  await lockInvitation(tx, tenantId, invitationId);
  const found = await findInvitation(tx, tenantId, invitationId);
  if (found === undefined || found.invitation.tokenHash !== hashToken(token)) throw closed();
  requireInvited(found.invitation.email, person.email);
  const workspaceName = await findWorkspaceName(tx, tenantId);
  const present = await findRole(tx, tenantId, person.userId);
  if (present !== undefined) return { role: present, workspaceName, joined: false };
  if (stateOf(found) !== 'open') throw closed();
  const { role } = found.invitation;
  const joined = await insertMembership(tx, tenantId, person, role);
  if (joined) await countUse(tx, found.invitation);
  return { role, workspaceName, joined };
}

/** Throws FORBIDDEN where an invitation to one address is held by an account with another. */
export function requireInvited(invited: string | null, email: string): void {
  if (invited !== null && invited !== email.toLowerCase()) {
    throw new PlatformError(
      'FORBIDDEN',
      'This invitation was mailed to another address. Sign in with the account that has it.',
    );
  }
}

export function describeInvitation(found: FoundInvitation): Invitation {
  const { id, email, role, maxUses, uses, createdAt, expiresAt } = found.invitation;
  return {
    id,
    email,
    role,
    state: stateOf(found),
    maxUses,
    uses,
    invitedBy: found.inviterName,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

function stateOf({ invitation, inviterRole }: FoundInvitation): Invitation['state'] {
  if (invitation.uses >= invitation.maxUses) return 'used';
  // What the inviter may no longer give, nobody takes with an old link of theirs.
  if (invitation.revokedAt !== null || !mayInviteAs(inviterRole, invitation.role)) return 'revoked';
  return invitation.expiresAt <= new Date() ? 'expired' : 'open';
}

function requireInviteAs(inviter: Role, role: Role): void {
  if (!mayInviteAs(inviter, role)) {
    throw new PlatformError('FORBIDDEN', 'Only an owner can invite an owner.');
  }
}

async function requireInvitation(
  tx: TenantTx,
  tenantId: string,
  invitationId: string,
): Promise<FoundInvitation> {
  const found = await findInvitation(tx, tenantId, invitationId);
  if (found === undefined) throw new PlatformError('NOT_FOUND');
  return found;
}

const closed = () =>
  new PlatformError(
    'NOT_FOUND',
    'This invitation was used, withdrawn, or is too old. Ask for a new one.',
  );
