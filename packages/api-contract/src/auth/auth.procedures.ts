import { z } from 'zod';
import { codeInput } from '../account/account-security.schema.ts';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import { me, signInInput, signUpInput } from './auth.schema.ts';

export const auth = {
  me: query({ permission: 'public', rate: 'read', input: z.void(), output: me }),
  signUp: mutation({
    permission: 'public',
    rate: 'credentials',
    audit: 'user.signed-up',
    input: signUpInput,
    output: me,
  }),
  signIn: mutation({
    permission: 'public',
    rate: 'credentials',
    audit: 'user.signed-in',
    input: signInInput,
    output: me,
  }),
  /** The second step of signing in, whichever way the first one went. */
  verifySecondFactor: mutation({
    permission: 'pending',
    personOnly: true,
    rate: 'credentials',
    audit: 'user.signed-in',
    input: codeInput,
    output: me,
  }),
  signOut: mutation({
    permission: 'pending',
    rate: 'write',
    audit: 'user.signed-out',
    input: z.void(),
    output: empty,
  }),
} as const;
