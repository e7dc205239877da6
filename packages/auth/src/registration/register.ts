import { PlatformError } from '@platform/api-contract/errors';
import type { Database, IdentityTx } from '@platform/db';
import { newId } from '@platform/shared/ids';
import { findUserByEmail, findUserById, foundWorkspace, insertUser } from '../accounts.queries.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { type Client, openSession } from '../open-session.ts';
import { hashPassword } from '../password.ts';
import { attemptKey, claimRarely } from '../safety/attempts.queries.ts';
import type { Sealer } from '../sealing.ts';
import { issueLink, linkRules } from './one-time-links.queries.ts';

export interface RegistrationServices {
  readonly db: Database;
  readonly sealer: Pick<Sealer, 'seal'>;
}

interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly workspaceName: string;
}

/** What came of it: `token` opens the session, where one was opened. */
export interface Registered {
  readonly userId: string;
  readonly tenantId: string;
  readonly token: string | null;
}

/** A page of ours that a mail leads to. Secrets stand behind `#`: they never reach a server's log. */
const verifyPath = (token: string) => `/app/verify-email#${token}`;
const signInPath = '/app/sign-in';
const resetPath = '/app/forgot-password';
/** An attacker must not be able to fill a mailbox. */
const existsMailHours = 1;

/**
 * A person founds a workspace. Where the address must be proved first, no session is opened, and
 * somebody who has an account already gets a mail instead, so that the caller cannot tell the two
 * apart (`null`: there was one). Where it may be proved later, the session is opened at once and a
 * second account throws CONFLICT: the answer shows it anyway. [ASVS 6.3.8]
 */
export async function register(
  services: RegistrationServices,
  input: NewAccount,
  client: Client,
  options: { verifyFirst: boolean },
): Promise<Registered | null> {
  const { db, sealer } = services;
  const passwordHash = await hashPassword(input.password);
  const user = { id: newId('user'), name: input.name, email: input.email };
  return db.identity({ kind: 'user', id: user.id }, async (tx) => {
    if (!(await insertUser(tx, { ...user, passwordHash }))) {
      if (!options.verifyFirst) {
        throw new PlatformError(
          'CONFLICT',
          'There is an account with this e-mail address. Sign in instead.',
        );
      }
      await tellThatAccountExists(tx, input.email, sealer);
      return null;
    }
    const tenantId = await foundWorkspace(tx, user, input.workspaceName);
    await sendVerification(tx, user, sealer);
    const token = options.verifyFirst
      ? null
      : await openSession(tx, { userId: user.id, method: 'password' }, client, sealer);
    return { userId: user.id, tenantId, token };
  });
}

/** Whoever owns the address learns that somebody tried, and how to get in; at most once an hour. */
export async function tellThatAccountExists(
  tx: IdentityTx,
  email: string,
  sealer: Pick<Sealer, 'seal'>,
): Promise<void> {
  const owner = await findUserByEmail(tx, email);
  if (owner === undefined || owner.disabledAt !== null) return;
  if (!(await claimRarely(tx, attemptKey('mail', 'account-exists', owner.id), existsMailHours)))
    return;
  const props = { name: owner.name, signInPath, resetPath };
  await enqueueMail(tx, { to: owner.email, template: 'account-exists', props }, sealer);
}

/** Mails a link that proves the address; false when enough of them are open already. */
export async function sendVerification(
  tx: IdentityTx,
  user: { id: string; name: string; email: string },
  sealer: Pick<Sealer, 'seal'>,
): Promise<boolean> {
  const email = user.email.toLowerCase();
  const token = await issueLink(tx, 'verify-email', { userId: user.id, email, sessionId: null });
  if (token === null) return false;
  const hours = linkRules['verify-email'].minutes / 60;
  const props = { name: user.name, path: verifyPath(token), hours };
  await enqueueMail(tx, { to: user.email, template: 'verify-email', props }, sealer);
  return true;
}

/** Again, for a person who is signed in. Throws CONFLICT when proved, RATE_LIMITED when asked too often. */
export async function resendVerification(
  { db, sealer }: RegistrationServices,
  userId: string,
): Promise<void> {
  await db.identity(null, async (tx) => {
    const user = await findUserById(tx, userId);
    if (user === undefined) throw new PlatformError('NOT_FOUND');
    if (user.emailVerifiedAt !== null) {
      throw new PlatformError('CONFLICT', 'Your address is confirmed already.');
    }
    if (!(await sendVerification(tx, user, sealer))) {
      throw new PlatformError(
        'RATE_LIMITED',
        'Several links are on their way. Look into your spam folder, or try again tomorrow.',
      );
    }
  });
}
