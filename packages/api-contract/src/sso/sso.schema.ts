import { z } from 'zod';
import { userId } from '../common/ids.schema.ts';
import { timestamp } from '../common/page.schema.ts';

/** What who comes through a workspace's provider for the first time may do; owners are made by owners. */
export const joiningRole = z.enum(['admin', 'agent', 'viewer']);

export const ssoConnection = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** The secret itself is never told. */
  hasSecret: z.boolean(),
  domain: z.string(),
  /** What a TXT record of the domain must say. */
  domainRecord: z.string(),
  domainVerifiedAt: timestamp.nullable(),
  defaultRole: joiningRole,
  testedAt: timestamp.nullable(),
});
export const ssoStatus = z.object({
  connection: ssoConnection.nullable(),
  /** What the provider has to be told. */
  redirectUri: z.string(),
  required: z.boolean(),
  breakGlassUserId: userId.nullable(),
});

export const saveSsoInput = z.object({
  issuer: z
    .url({ protocol: /^https?$/, error: 'must be an address like https://login.acme.com' })
    .max(300)
    .refine((issuer) => !/[?#]/.test(issuer), 'must have no ? and no #'),
  clientId: z.string().trim().min(1, 'must not be empty').max(300),
  /** Left out: the one that is kept stays, as long as the issuer does. */
  clientSecret: z.string().min(1).max(1_000).optional(),
  domain: z
    .string()
    .trim()
    .max(253)
    .regex(/^[^\s@/\\:?#%]+\.[^\s@/\\:?#%.]+$/, 'must be like acme.com, without @ and path'),
  defaultRole: joiningRole.default('viewer'),
});
/** The one owner who keeps their other ways in, for when the provider is down. */
export const requireSsoInput = z.object({ userId });
