import { z } from 'zod';
import { tenantId, userId } from '../common/ids.schema.ts';
import { roles } from '../permissions.ts';

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('must be an e-mail address, like ada@example.com'));
/** Twelve characters at least; how hard it is to guess is judged by the handler. */
export const newPassword = z.string().min(12, 'must have at least 12 characters').max(256);

/** One line: names stand in subjects of mails, where a line break would begin another header. */
export const oneLine = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line');
export const personName = oneLine;

export const signUpInput = z.object({
  name: personName,
  email,
  password: newPassword,
  workspaceName: oneLine,
});
export const signInInput = z.object({ email, password: z.string().min(1).max(256) });

export const role = z.enum(roles);
/** What keeps a member out of a workspace for now; `null`: nothing does. */
export const restriction = z
  .enum(['suspended', 'sso-required', 'email-unverified', 'mfa-required'])
  .nullable();
export const membership = z.object({ tenantId, name: z.string(), role, restriction });

/**
 * Who is signed in, or `user: null`; `csrfToken` goes back with every mutation. `mfaPending`: the
 * password was right, and a code is asked for before there is a user.
 */
export const me = z.object({
  user: z
    .object({ id: userId, name: z.string(), email: z.string(), emailVerified: z.boolean() })
    .nullable(),
  mfaPending: z.boolean(),
  memberships: z.array(membership),
  csrfToken: z.string().nullable(),
});
