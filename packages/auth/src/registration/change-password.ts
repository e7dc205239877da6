import { PlatformError } from '@platform/api-contract/errors';
import type { UserActor } from '../actor.ts';
import type { Client } from '../open-session.ts';
import { hashPassword } from '../password.ts';
import { type PasswordRule, requireGoodPassword } from '../passwords/password-rule.ts';
import { rotateSession } from '../session-changes.queries.ts';
import { provePassword, type SignInServices } from '../sign-in.ts';
import { listPersonalWords } from './people.queries.ts';
import { settlePassword } from './reset-password.ts';

/**
 * The old password is asked for, and counted as an attempt; every other session ends, and this one goes
 * on under a new token, which is returned. Throws WRONG_CREDENTIALS, RATE_LIMITED and INVALID_INPUT.
 * [ASVS 6.2.2] [ASVS 6.2.3] [ASVS 7.4.3]
 */
export async function changePassword(
  services: SignInServices & { rule: PasswordRule },
  actor: UserActor,
  input: { currentPassword: string; newPassword: string },
  client: Client,
): Promise<string> {
  const { db, sealer, rule } = services;
  const personal = await db.identity(null, (tx) => listPersonalWords(tx, actor.userId));
  await requireGoodPassword(rule, 'newPassword', input.newPassword, personal ?? []);
  const proof = { email: actor.email.toLowerCase(), password: input.currentPassword };
  await provePassword(services, proof, client, async () => undefined);
  const passwordHash = await hashPassword(input.newPassword);
  return db.identity(null, async (tx) => {
    const token = await rotateSession(tx, actor, { steppedUp: true });
    if (token === null) throw new PlatformError('UNAUTHENTICATED');
    await settlePassword(
      tx,
      actor.userId,
      passwordHash,
      { keepSessionId: actor.sessionId },
      sealer,
    );
    return token;
  });
}
