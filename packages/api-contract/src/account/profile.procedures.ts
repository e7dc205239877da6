import { z } from 'zod';
import { me } from '../auth/auth.schema.ts';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import { emailInput } from '../registration/registration.schema.ts';
import { changePasswordInput, profile, renameInput } from './profile.schema.ts';

/** Who a person is here, and how mail reaches them. */
export const profileProcedures = {
  profile: query({
    permission: 'session',
    personOnly: true,
    rate: 'read',
    input: z.void(),
    output: profile,
  }),
  rename: mutation({
    permission: 'session',
    personOnly: true,
    rate: 'write',
    audit: 'user.renamed',
    input: renameInput,
    output: profile,
  }),
  resendVerification: mutation({
    permission: 'session',
    personOnly: true,
    rate: 'credentials',
    input: z.void(),
    output: empty,
  }),
  /** Answers the same whether or not somebody else has the address. */
  requestEmailChange: mutation({
    permission: 'session',
    personOnly: true,
    stepUp: true,
    rate: 'credentials',
    audit: 'user.email-change-requested',
    input: emailInput,
    output: profile,
  }),
  cancelEmailChange: mutation({
    permission: 'session',
    personOnly: true,
    rate: 'write',
    input: z.void(),
    output: profile,
  }),
  changePassword: mutation({
    permission: 'session',
    personOnly: true,
    rate: 'credentials',
    audit: 'user.password-changed',
    input: changePasswordInput,
    output: me,
  }),
} as const;
