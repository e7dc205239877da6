import { z } from 'zod';
import { email, newPassword, role } from '../auth/auth.schema.ts';
import { invitationId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';

export const invitationState = z.enum(['open', 'used', 'expired', 'revoked']);
export const invitation = z.object({
  id: invitationId,
  /** To whom it was mailed; `null` for a link that whoever has it can use. */
  email: z.string().nullable(),
  role,
  state: invitationState,
  maxUses: z.int(),
  uses: z.int(),
  /** `null` when they have left since. */
  invitedBy: z.string().nullable(),
  createdAt: timestamp,
  expiresAt: timestamp,
});
export const invitationList = z.object({ invitations: z.array(invitation) });
export const invitationRef = z.object({ invitationId });

/** Mailed to one address, or a link (`email: null`) for as many people as `maxUses` says. */
export const inviteInput = z
  .object({
    role,
    email: email.nullable(),
    maxUses: z.int().min(1).max(100).default(1),
  })
  .refine((input) => input.email === null || input.maxUses === 1, {
    path: ['maxUses'],
    error: 'a mailed invitation is for one person',
  })
  .refine((input) => input.email !== null || input.role !== 'owner', {
    path: ['email'],
    error: 'an owner is invited by mail',
  });
/** The link is told once; that of a mailed one is in the mail alone, because it proves the address. */
export const issuedInvitation = z.object({ invitation, link: z.string().nullable() });

/** Which invitation is meant, by the secret of its link. */
export const invitationToken = z.string().min(1).max(200);
export const tokenInput = z.object({ token: invitationToken });
export const invitationPreview = z.object({
  workspaceName: z.string(),
  inviterName: z.string().nullable(),
  role,
  email: z.string().nullable(),
  expiresAt: timestamp,
});
export const signUpByInvitationInput = z.object({
  token: invitationToken,
  name: z.string().trim().min(1, 'must not be empty').max(100),
  password: newPassword,
  /** For a link that was made for no address; that of a mailed one is the one it was mailed to. */
  email: email.optional(),
});
