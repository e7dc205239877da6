import { PlatformError } from '@platform/api-contract/errors';
import type { IdentityTx } from '@platform/db';
import { findUserById } from './accounts.queries.ts';
import type { UserActor } from './actor.ts';
import type { Client } from './open-session.ts';
import { hasFactor } from './second-factor/second-factor.queries.ts';
import { proveCode } from './second-factor/second-factor.ts';
import { rotateSession } from './session-changes.queries.ts';
import { provePassword, type SignInServices } from './sign-in.ts';

/** With what a person proves again who they are: a code where there is a factor, else the password. */
export type StepUpMeans = 'code' | 'password' | 'provider';

export async function stepUpMeansOf(tx: IdentityTx, userId: string): Promise<StepUpMeans> {
  if (await hasFactor(tx, userId)) return 'code';
  const user = await findUserById(tx, userId);
  return user?.passwordHash == null ? 'provider' : 'password';
}

/**
 * Proves again who the person is: the session counts as just proved, under a new token, which is
 * returned. Throws WRONG_CODE or WRONG_CREDENTIALS, RATE_LIMITED, INVALID_INPUT when another proof is
 * wanted, and CONFLICT for a person who has neither password nor factor: they sign in again at their
 * provider. [ASVS 7.5.3]
 */
export async function stepUp(
  services: SignInServices,
  actor: UserActor,
  proof: { password?: string | undefined; code?: string | undefined },
  client: Client,
): Promise<string> {
  const { userId, email } = actor;
  const means = await services.db.identity(null, (tx) => stepUpMeansOf(tx, userId));
  const renew = async (tx: IdentityTx) => {
    const token = await rotateSession(tx, actor, { steppedUp: true });
    if (token === null) throw new PlatformError('UNAUTHENTICATED');
    return token;
  };
  if (means === 'provider') {
    throw new PlatformError(
      'CONFLICT',
      'Sign in again at your provider to confirm that it is you.',
    );
  }
  if (means === 'code') {
    if (proof.code === undefined) throw new PlatformError('INVALID_INPUT', 'Give a code.');
    return proveCode(services, userId, proof.code, client, renew);
  }
  const { password } = proof;
  if (password === undefined) throw new PlatformError('INVALID_INPUT', 'Give your password.');
  return provePassword(services, { email, password }, client, renew);
}
