import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import { member } from '../workspaces/workspace.schema.ts';
import {
  invitationList,
  invitationRef,
  inviteInput,
  issuedInvitation,
} from './invitation.schema.ts';
import { changeRoleInput, memberRef } from './team.schema.ts';

const manage = { permission: 'members.manage', rate: 'write' } as const;

/** Who belongs to the workspace and as what. People decide this, never keys. */
export const team = {
  changeRole: mutation({
    ...manage,
    stepUp: true,
    audit: 'member.role-changed',
    input: changeRoleInput,
    output: member,
  }),
  remove: mutation({
    ...manage,
    personOnly: true,
    audit: 'member.removed',
    input: memberRef,
    output: empty,
  }),
  leave: mutation({
    permission: 'workspace.read',
    rate: 'write',
    personOnly: true,
    audit: 'member.left',
    input: z.void(),
    output: empty,
  }),
  /** The named member becomes an owner, and the caller an admin. */
  transferOwnership: mutation({
    permission: 'ownership.transfer',
    rate: 'write',
    stepUp: true,
    audit: 'ownership.transferred',
    input: memberRef,
    output: empty,
  }),
  invitations: query({
    permission: 'members.manage',
    rate: 'read',
    personOnly: true,
    input: z.void(),
    output: invitationList,
  }),
  invite: mutation({
    ...manage,
    stepUp: true,
    audit: 'invitation.created',
    input: inviteInput,
    output: issuedInvitation,
  }),
  /** Another token in place of the one before, with the full time again. */
  renewInvitation: mutation({
    ...manage,
    personOnly: true,
    audit: 'invitation.renewed',
    input: invitationRef,
    output: issuedInvitation,
  }),
  revokeInvitation: mutation({
    ...manage,
    personOnly: true,
    audit: 'invitation.revoked',
    input: invitationRef,
    output: empty,
  }),
} as const;
