import { z } from 'zod';
import { me } from '../auth/auth.schema.ts';
import { empty } from '../common/page.schema.ts';
import { mutation, query } from '../procedure.ts';
import {
  accountSecurity,
  codeInput,
  endedSessions,
  factorSetup,
  ownSessions,
  recoveryCodes,
  sessionInput,
  stepUpInput,
} from './account-security.schema.ts';

/** How a person's own sign-in is guarded. */
export const accountSecurityProcedures = {
  /** Proves again who asks; calls with `stepUp` are open for a quarter of an hour afterwards. */
  stepUp: mutation({
    permission: 'session',
    personOnly: true,
    rate: 'credentials',
    audit: 'user.stepped-up',
    input: stepUpInput,
    output: me,
  }),
  security: query({
    permission: 'session',
    personOnly: true,
    rate: 'read',
    input: z.void(),
    output: accountSecurity,
  }),
  startSecondFactor: mutation({
    permission: 'session',
    personOnly: true,
    stepUp: true,
    rate: 'write',
    input: z.void(),
    output: factorSetup,
  }),
  confirmSecondFactor: mutation({
    permission: 'session',
    personOnly: true,
    stepUp: true,
    rate: 'credentials',
    audit: 'user.second-factor-enabled',
    input: codeInput,
    output: recoveryCodes.extend({ me }),
  }),
  disableSecondFactor: mutation({
    permission: 'session',
    personOnly: true,
    stepUp: true,
    rate: 'write',
    audit: 'user.second-factor-disabled',
    input: z.void(),
    output: me,
  }),
  renewRecoveryCodes: mutation({
    permission: 'session',
    personOnly: true,
    stepUp: true,
    rate: 'write',
    audit: 'user.recovery-codes-renewed',
    input: z.void(),
    output: recoveryCodes,
  }),
  sessions: query({
    permission: 'session',
    personOnly: true,
    rate: 'read',
    input: z.void(),
    output: ownSessions,
  }),
  endSession: mutation({
    permission: 'session',
    personOnly: true,
    stepUp: true,
    rate: 'write',
    audit: 'user.session-ended',
    input: sessionInput,
    output: empty,
  }),
  endOtherSessions: mutation({
    permission: 'session',
    personOnly: true,
    stepUp: true,
    rate: 'write',
    audit: 'user.other-sessions-ended',
    input: z.void(),
    output: endedSessions,
  }),
} as const;
