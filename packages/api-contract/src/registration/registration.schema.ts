import { z } from 'zod';
import { email, newPassword } from '../auth/auth.schema.ts';

/** The secret of a link that was mailed. It stands behind the `#` of a page's address. */
const linkToken = z.string().min(20, 'is not a link of ours').max(100, 'is not a link of ours');

/** How accounts come about here. */
export const signUpRules = z.object({
  /** `closed`: by invitation and single sign-on alone. */
  signUp: z.enum(['open', 'closed']),
  /** Whether the address must be proved before the first sign-in. */
  verifyFirst: z.boolean(),
  /** Mails are shown at /mailbox on this host instead of being sent. */
  mailbox: z.boolean(),
});

export const linkInput = z.object({ token: linkToken });
export const emailInput = z.object({ email });
export const resetPasswordInput = z.object({ token: linkToken, password: newPassword });
/** Whose link it was, for the form of the sign-in that follows. */
export const provedEmail = z.object({ email: z.string() });
