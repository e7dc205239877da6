import { PlatformError } from '@platform/api-contract/errors';
import type { Database } from '@platform/db';
import { findUserByEmail, findUserById } from '../accounts.queries.ts';
import type { UserActor } from '../actor.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { endOtherSessions } from '../session-changes.queries.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { dropLinks, issueLink, linkRules, takeLink } from './one-time-links.queries.ts';
import { moveToEmail } from './people.queries.ts';
import { type RegistrationServices, tellThatAccountExists } from './register.ts';
import { linkIsOver } from './verify-email.ts';

/**
 * Mails a link to the new address; nothing changes before it is used. Where the address has an account,
 * its owner is told instead, and the caller cannot tell the two apart. Throws CONFLICT for the address
 * the person has, and RATE_LIMITED.
 */
export async function requestEmailChange(
  { db, sealer }: RegistrationServices,
  actor: Pick<UserActor, 'userId' | 'sessionId'>,
  email: string,
): Promise<void> {
  await db.identity(null, async (tx) => {
    const user = await findUserById(tx, actor.userId);
    if (user === undefined) throw new PlatformError('NOT_FOUND');
    if (user.email.toLowerCase() === email) {
      throw new PlatformError('CONFLICT', 'This is your address already.');
    }
    const { userId, sessionId } = actor;
    const token = await issueLink(tx, 'change-email', { userId, email, sessionId });
    if (token === null) {
      throw new PlatformError(
        'RATE_LIMITED',
        'Several links are on their way. Try again tomorrow.',
      );
    }
    if ((await findUserByEmail(tx, email)) !== undefined) {
      await tellThatAccountExists(tx, email, sealer);
      return;
    }
    const hours = linkRules['change-email'].minutes / 60;
    const props = { name: user.name, path: `/app/change-email#${token}`, hours };
    await enqueueMail(tx, { to: email, template: 'change-email', props }, sealer);
  });
}

/** The person thought better of it. */
export async function cancelEmailChange(db: Database, userId: string): Promise<void> {
  await db.identity(null, (tx) => dropLinks(tx, 'change-email', userId));
}

/**
 * The new address is in force: the old one is told, every session but the one that asked ends, and what
 * was mailed to the old one works no more. Throws NOT_FOUND for a link that is over, and CONFLICT when
 * somebody else took the address meanwhile.
 */
export async function confirmEmailChange(
  { db, sealer }: RegistrationServices,
  token: string,
): Promise<{ userId: string; email: string }> {
  const confirm = db.identity(null, async (tx) => {
    const link = await takeLink(tx, 'change-email', token);
    const user = link === null ? undefined : await findUserById(tx, link.userId);
    if (link === null || user === undefined || user.disabledAt !== null) throw linkIsOver();
    if (!(await moveToEmail(tx, link.userId, link.email))) throw taken();
    await endOtherSessions(tx, link.userId, link.sessionId);
    for (const purpose of ['change-email', 'verify-email', 'reset-password'] as const) {
      await dropLinks(tx, purpose, link.userId);
    }
    const props = { name: user.name, newEmail: link.email };
    await enqueueMail(tx, { to: user.email, template: 'email-changed', props }, sealer);
    return link;
  });
  // Whoever took it between our look and our change is found by the index alone.
  return confirm.catch((error: unknown) => {
    throw isUniqueViolation(error) ? taken() : error;
  });
}

const taken = () => new PlatformError('CONFLICT', 'Another account has this address by now.');
