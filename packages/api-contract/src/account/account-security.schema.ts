import { z } from 'zod';
import { sessionId } from '../common/ids.schema.ts';

/** Six digits of the app, or a recovery code with or without its dashes. */
export const factorCode = z.string().trim().min(6, 'must be a code').max(40, 'must be a code');

export const codeInput = z.object({ code: factorCode });

/** The code where there is a second factor, else the password. */
export const stepUpInput = z.object({
  password: z.string().min(1).max(256).optional(),
  code: factorCode.optional(),
});

/** `provider`: the person has neither password nor code, and signs in again where they came from. */
export const stepUpMeans = z.enum(['code', 'password', 'provider']);

export const accountSecurity = z.object({
  stepUpWith: stepUpMeans,
  secondFactor: z.object({ enabledAt: z.string(), recoveryCodesLeft: z.number().int() }).nullable(),
  /** Names of the workspaces that ask for a second factor. */
  requiredBy: z.array(z.string()),
});

/** What the app needs, as a QR code holds it and as a person would type it. Shown once. */
export const factorSetup = z.object({ secret: z.string(), uri: z.string() });

/** Shown once, stored nowhere. */
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const ownSession = z.object({
  id: sessionId,
  /** In words, such as "Firefox on Linux". */
  device: z.string(),
  kind: z.enum(['desktop', 'phone', 'program']),
  address: z.string().nullable(),
  /** From the network that this request comes from. */
  nearby: z.boolean(),
  method: z.enum(['password', 'oauth', 'sso', 'link']),
  createdAt: z.string(),
  /** To the minute. */
  lastSeenAt: z.string(),
  current: z.boolean(),
});
export const ownSessions = z.object({ sessions: z.array(ownSession) });
export const sessionInput = z.object({ sessionId });
export const endedSessions = z.object({ ended: z.number().int() });
