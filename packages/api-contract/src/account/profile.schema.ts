import { z } from 'zod';
import { newPassword, personName } from '../auth/auth.schema.ts';

export const profile = z.object({
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  /** The address a link was mailed to that is not used yet. */
  pendingEmail: z.string().nullable(),
  /** False for a person who came by another provider and has set none. */
  hasPassword: z.boolean(),
});
export const renameInput = z.object({ name: personName });
export const changePasswordInput = z.object({
  currentPassword: z.string().min(1, 'must not be empty').max(256),
  newPassword,
});
