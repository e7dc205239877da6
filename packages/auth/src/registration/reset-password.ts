import type { Database, IdentityTx } from '@platform/db';
import { findUserByEmail, findUserById } from '../accounts.queries.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { hashPassword } from '../password.ts';
import { type PasswordRule, requireGoodPassword } from '../passwords/password-rule.ts';
import type { Sealer } from '../sealing.ts';
import { endOtherSessions } from '../session-changes.queries.ts';
import { dropLinks, findLink, issueLink, linkRules, takeLink } from './one-time-links.queries.ts';
import { listPersonalWords, markVerified, replacePassword } from './people.queries.ts';
import type { RegistrationServices } from './register.ts';
import { linkIsOver } from './verify-email.ts';

const resetPath = '/app/forgot-password';

/**
 * Mails a link to choose a new password, where there is an account to choose one for. Says nothing of
 * that: for a stranger all addresses are alike. [ASVS 6.4.3]
 */
export async function requestPasswordReset(
  { db, sealer }: RegistrationServices,
  email: string,
): Promise<void> {
  await db.identity(null, async (tx) => {
    const user = await findUserByEmail(tx, email);
    if (user === undefined || user.disabledAt !== null) return;
    const token = await issueLink(tx, 'reset-password', {
      userId: user.id,
      email,
      sessionId: null,
    });
    if (token === null) return;
    const { minutes } = linkRules['reset-password'];
    const props = { name: user.name, path: `/app/reset-password#${token}`, minutes };
    await enqueueMail(tx, { to: user.email, template: 'reset-password', props }, sealer);
  });
}

/**
 * Sets a new password by a link of a mail, ends every session, and tells the person. It opens none:
 * signing in afterwards meets the second factor and the rules of the workspaces like any other way in.
 * Throws NOT_FOUND for a link that is over, which stays unused when the password is too weak.
 */
export async function resetPassword(
  services: RegistrationServices & { rule: PasswordRule },
  input: { token: string; password: string },
): Promise<{ userId: string; email: string }> {
  const { db, sealer, rule } = services;
  const personal = await personalWordsOf(db, input.token);
  await requireGoodPassword(rule, 'password', input.password, personal);
  const passwordHash = await hashPassword(input.password);
  return db.identity(null, async (tx) => {
    const link = await takeLink(tx, 'reset-password', input.token);
    // The link came by mail, so it proves the address too.
    if (link === null || !(await markVerified(tx, link))) throw linkIsOver();
    await settlePassword(tx, link.userId, passwordHash, { keepSessionId: null }, sealer);
    return link;
  });
}

/** A new password is in force: other sessions and open links end, and the person is told. */
export async function settlePassword(
  tx: IdentityTx,
  userId: string,
  passwordHash: string,
  { keepSessionId }: { keepSessionId: string | null },
  sealer: Pick<Sealer, 'seal'>,
): Promise<void> {
  await replacePassword(tx, userId, passwordHash);
  await endOtherSessions(tx, userId, keepSessionId);
  await dropLinks(tx, 'reset-password', userId);
  // A change of address that somebody started with the old password ends with it.
  await dropLinks(tx, 'change-email', userId);
  const user = await findUserById(tx, userId);
  if (user === undefined) throw linkIsOver();
  const props = { name: user.name, resetPath };
  await enqueueMail(tx, { to: user.email, template: 'password-changed', props }, sealer);
}

/** What the person of a link would be guessed by; the link stays unused. */
async function personalWordsOf(db: Database, token: string): Promise<string[]> {
  return db.identity(null, async (tx) => {
    const link = await findLink(tx, 'reset-password', token);
    const words = link === null ? null : await listPersonalWords(tx, link.userId);
    if (words === null) throw linkIsOver();
    return words;
  });
}
