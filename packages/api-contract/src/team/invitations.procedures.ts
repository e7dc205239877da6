import { me, membership } from '../auth/auth.schema.ts';
import { mutation } from '../procedure.ts';
import { invitationPreview, signUpByInvitationInput, tokenInput } from './invitation.schema.ts';

/** What the holder of a link can do. The token never stands in an address, so all are mutations. */
export const invitations = {
  preview: mutation({
    permission: 'public',
    rate: 'read',
    input: tokenInput,
    output: invitationPreview,
  }),
  accept: mutation({
    permission: 'session',
    rate: 'write',
    audit: 'member.joined',
    input: tokenInput,
    output: membership,
  }),
  signUp: mutation({
    permission: 'public',
    rate: 'credentials',
    audit: 'member.joined',
    input: signUpByInvitationInput,
    output: me,
  }),
} as const;
