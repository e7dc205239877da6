import { z } from 'zod';
import { email, me } from '../auth/auth.schema.ts';
import { timestamp } from '../common/page.schema.ts';

/** Providers that whoever runs the platform may have keys for. */
export const providerId = z.enum(['google', 'microsoft', 'github']);
export const providerList = z.object({ providers: z.array(providerId) });

/** A path inside the dashboard; whatever else is asked for is not gone to. */
const next = z.string().max(500).optional();
/** The secret of an invitation, for who is new and is not to found a workspace of their own. */
const invitation = z.string().min(1).max(200).optional();
export const startInput = z.object({ provider: providerId, next, invitation });
export const startSsoInput = z.object({ email, next });
/** `sso`: the provider of the workspace that has the domain of the person's own address. */
export const startLinkInput = z.object({ provider: z.enum([...providerId.options, 'sso']) });
/** Where the browser goes. What it must bring back is in a cookie that no script reads. */
export const departure = z.object({ url: z.url({ protocol: /^https?$/ }) });

/** The query with which the provider sent the browser back, as it came. */
export const finishInput = z.object({ query: z.string().max(8_000) });
export const arrival = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signed-in'), me, next: z.string().nullable() }),
  z.object({ outcome: z.literal('linked') }),
  /** Somebody tried the workspace's provider; nobody was signed in by it. */
  z.object({
    outcome: z.literal('tested'),
    subject: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    domainFits: z.boolean(),
  }),
]);

export const linkedAccount = z.object({
  /** A known provider's id, or `sso:` and the connection. */
  provider: z.string(),
  label: z.string(),
  linkedAt: timestamp,
  lastUsedAt: timestamp,
});
export const linkedAccounts = z.object({
  hasPassword: z.boolean(),
  linked: z.array(linkedAccount),
  /** What could be linked besides. */
  available: z.array(providerId),
  /** Whether a workspace has set up single sign-on for the person's own domain. */
  ssoAvailable: z.boolean(),
});
export const unlinkInput = z.object({ provider: z.string().min(1).max(60) });
