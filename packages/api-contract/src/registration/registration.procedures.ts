import { z } from 'zod';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  emailInput,
  linkInput,
  provedEmail,
  resetPasswordInput,
  signUpRules,
} from './registration.schema.ts';

/**
 * What a person does before they are in, by links of mails. Whoever merely opens a link changes nothing:
 * mail scanners do that, so all of it is mutations that the page posts.
 */
export const registration = {
  rules: query({ permission: 'public', rate: 'read', input: z.void(), output: signUpRules }),
  verifyEmail: mutation({
    permission: 'public',
    rate: 'credentials',
    audit: 'user.email-verified',
    input: linkInput,
    output: provedEmail,
  }),
  /** Answers the same, and in the same time, whether or not there is an account. */
  requestPasswordReset: mutation({
    permission: 'public',
    rate: 'credentials',
    input: emailInput,
    output: empty,
  }),
  resetPassword: mutation({
    permission: 'public',
    rate: 'credentials',
    audit: 'user.password-reset',
    input: resetPasswordInput,
    output: provedEmail,
  }),
  confirmEmailChange: mutation({
    permission: 'public',
    rate: 'credentials',
    audit: 'user.email-changed',
    input: linkInput,
    output: provedEmail,
  }),
} as const;
