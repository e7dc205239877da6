import { PlatformError } from '@platform/api-contract/errors';
import type { Database, IdentityTx } from '@platform/db';
import { findUserByEmail, setPasswordHash } from './accounts.queries.ts';
import { type Client, openSession } from './open-session.ts';
import { hashPassword, isWeakHash, verifyPassword } from './password.ts';
import {
  type Admission,
  type AttemptRules,
  admitAttempt,
  attemptKey,
  forgetAttempts,
} from './safety/attempts.queries.ts';
import { hashDevice, isKnownDevice } from './safety/devices.queries.ts';
import { mailAccountLocked } from './safety/safety-mails.ts';
import type { Sealer } from './sealing.ts';

export interface SignInServices {
  readonly db: Database;
  readonly sealer: Pick<Sealer, 'seal' | 'open'>;
  readonly attempts: AttemptRules;
}

/**
 * Where an attempt comes from, as its counter sees it: a browser the person has signed in with, or else
 * the address. Whoever guesses from elsewhere uses up another counter, and locks nobody out.
 */
export async function placeOf(
  tx: IdentityTx,
  userId: string | undefined,
  client: Client,
): Promise<{ place: string; known: boolean }> {
  const deviceId = client.device?.id;
  const known = userId !== undefined && (await isKnownDevice(tx, userId, deviceId));
  if (known && deviceId !== undefined) {
    return { place: `device ${hashDevice(deviceId)}`, known };
  }
  return { place: `address ${client.addressBucket ?? client.address}`, known };
}

/** Throws RATE_LIMITED with the time to wait; the same words whether or not there is an account. */
export function requireAdmission(
  admission: Admission,
): asserts admission is Extract<Admission, { admitted: true }> {
  if (admission.admitted) return;
  throw new PlatformError('RATE_LIMITED', 'Too many attempts. Wait until you can try again.', {
    retryAfterMs: Math.max(1_000, admission.lockedUntil.getTime() - Date.now()),
  });
}

/** A new password was set by other means: what failed with the old one, from here, says nothing. */
export async function forgetWrongPasswords(
  tx: IdentityTx,
  user: { id: string; email: string },
  client: Client,
): Promise<void> {
  const { place } = await placeOf(tx, user.id, client);
  await forgetAttempts(tx, [attemptKey('password', user.email.toLowerCase(), place)]);
}

/** How long until another attempt is taken, after one that used the budget up. */
export const waitAfter = (lockedUntil: Date | null): { retryAfterMs?: number } =>
  lockedUntil === null ? {} : { retryAfterMs: Math.max(1_000, lockedUntil.getTime() - Date.now()) };

/**
 * Whether the password is this account's, counted as an attempt. The counter's key is of the address as
 * typed, so that an account that does not exist locks just the same. Throws WRONG_CREDENTIALS without
 * saying which of the two was wrong, and RATE_LIMITED. `andThen` runs in the transaction that takes the
 * count back. [ASVS 6.3.1] [ASVS 6.3.8]
 */
export async function provePassword<Result>(
  { db, sealer, attempts }: SignInServices,
  input: { email: string; password: string },
  client: Client,
  andThen: (tx: IdentityTx, userId: string) => Promise<Result>,
): Promise<Result> {
  const { found, key, admission } = await db.identity(null, async (tx) => {
    const user = await findUserByEmail(tx, input.email);
    const { place } = await placeOf(tx, user?.id, client);
    const counter = attemptKey('password', input.email, place);
    return { found: user, key: counter, admission: await admitAttempt(tx, counter, attempts) };
  });
  requireAdmission(admission);
  const right = await verifyPassword(found?.passwordHash ?? null, input.password);
  if (found === undefined || !right || found.disabledAt !== null) {
    const { lockedUntil: until } = admission;
    if (found !== undefined && until !== null) {
      const lock = { proof: 'password' as const, address: client.address, until };
      await db.identity(null, (tx) => mailAccountLocked(tx, found, lock, sealer));
    }
    throw new PlatformError('WRONG_CREDENTIALS', undefined, waitAfter(until));
  }
  const stored = found.passwordHash;
  // What was hashed cheaply, here long ago or elsewhere, is hashed as today's are.
  const better =
    stored !== null && isWeakHash(stored) ? await hashPassword(input.password) : undefined;
  return db.identity(null, async (tx) => {
    await forgetAttempts(tx, [key]);
    if (stored !== null && better !== undefined) {
      await setPasswordHash(tx, found.id, { from: stored, to: better });
    }
    return andThen(tx, found.id);
  });
}

export async function signIn(
  services: SignInServices,
  input: { email: string; password: string },
  client: Client,
): Promise<{ token: string; userId: string }> {
  return provePassword(services, input, client, async (tx, userId) => ({
    userId,
    token: await openSession(tx, { userId, method: 'password' }, client, services.sealer),
  }));
}
