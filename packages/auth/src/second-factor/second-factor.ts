import { PlatformError } from '@platform/api-contract/errors';
import type { IdentityTx } from '@platform/db';
import { findUserById } from '../accounts.queries.ts';
import type { UserActor } from '../actor.ts';
import { type Client, settleDevice } from '../open-session.ts';
import { admitAttempt, attemptKey, forgetAttempts } from '../safety/attempts.queries.ts';
import { mailAccountLocked, mailSecurityChange } from '../safety/safety-mails.ts';
import { endOtherSessions, rotateSession } from '../session-changes.queries.ts';
import { placeOf, requireAdmission, type SignInServices, waitAfter } from '../sign-in.ts';
import { newRecoveryCode, readRecoveryCode, recoveryCodeCount } from './recovery-code.ts';
import {
  beginFactor,
  confirmFactor,
  countRecoveryCodes,
  deleteFactor,
  findFactor,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendStep,
} from './second-factor.queries.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

/** What the secret is bound to: one person's cannot be put in another's place. */
const sealContext = (userId: string): string => `second_factors ${userId}`;

type Session = Pick<UserActor, 'userId' | 'sessionId' | 'sessionHash'>;

/** Whoever guesses codes knows the password: from all unknown places together they get this many times
 * the budget of one. */
const strangersFactor = 4;

/**
 * Whether the code is one that counts now and has not been used, counted as an attempt: six digits of
 * the app, or a recovery code. `andThen` runs in the transaction that uses the code up, so that a code
 * is spent if and only if it did what it was for. Throws WRONG_CODE and RATE_LIMITED.
 */
export async function proveCode<Result>(
  services: SignInServices,
  userId: string,
  code: string,
  client: Client,
  andThen: (tx: IdentityTx) => Promise<Result>,
): Promise<Result> {
  const { db, sealer, attempts } = services;
  const { keys, lockedUntil, factor, user } = await db.identity(null, async (tx) => {
    const { place, known } = await placeOf(tx, userId, client);
    const key = attemptKey('code', userId, place);
    const admission = await admitAttempt(tx, key, attempts);
    requireAdmission(admission);
    const counted = { keys: [key], lockedUntil: admission.lockedUntil };
    if (!known) {
      const anywhere = attemptKey('code', userId, 'strangers');
      const maxFailures = attempts.maxFailures * strangersFactor;
      const wider = await admitAttempt(tx, anywhere, { maxFailures });
      requireAdmission(wider);
      counted.keys.push(anywhere);
      counted.lockedUntil ??= wider.lockedUntil;
    }
    return {
      ...counted,
      factor: await findFactor(tx, userId),
      user: await findUserById(tx, userId),
    };
  });
  const plain = code.replaceAll(/\s/g, '');
  const step =
    factor == null
      ? null
      : stepOfCode(sealer.open(factor.sealedSecret, sealContext(userId)), plain);
  const result = await db.identity(null, async (tx) => {
    const right =
      step !== null
        ? await spendStep(tx, userId, step)
        : readRecoveryCode(code) !== null && (await spendRecoveryCode(tx, userId, code));
    if (!right) return null;
    await forgetAttempts(tx, keys);
    if (step === null && user !== undefined) {
      await mailSecurityChange(tx, user, 'code-used', client, sealer);
    }
    return { value: await andThen(tx) };
  });
  if (result !== null) return result.value;
  if (lockedUntil !== null && user !== undefined) {
    const lock = { proof: 'code' as const, address: client.address, until: lockedUntil };
    await db.identity(null, (tx) => mailAccountLocked(tx, user, lock, sealer));
  }
  throw new PlatformError('WRONG_CODE', undefined, waitAfter(lockedUntil));
}

/**
 * The second step of signing in: a pending session becomes a whole one under a new token, which is
 * returned, and the browser one of the person's. Throws WRONG_CODE, RATE_LIMITED, and UNAUTHENTICATED
 * when the session ended meanwhile. [ASVS 6.3.3] [ASVS 7.2.4]
 */
export function verifySecondFactor(
  services: SignInServices,
  session: Session,
  code: string,
  client: Client,
): Promise<string> {
  return proveCode(services, session.userId, code, client, async (tx) => {
    const token = await rotateSession(tx, session, { mfa: 'passed', steppedUp: true });
    const user = await findUserById(tx, session.userId);
    if (token === null || user === undefined) throw new PlatformError('UNAUTHENTICATED');
    await settleDevice(tx, user, client, services.sealer);
    return token;
  });
}

/** A new secret, which counts once a code of it was given. Throws CONFLICT when one counts already. */
export async function startSecondFactor(
  { db, sealer }: SignInServices,
  person: Pick<UserActor, 'userId' | 'email'>,
): Promise<{ secret: string; uri: string }> {
  const secret = newTotpSecret();
  const sealed = sealer.seal(secret, sealContext(person.userId));
  const begun = await db.identity(null, (tx) => beginFactor(tx, person.userId, sealed));
  if (!begun) {
    throw new PlatformError('CONFLICT', 'There is a second factor already. Turn it off first.');
  }
  return { secret, uri: totpUri(secret, person.email) };
}

/**
 * The first code makes the factor count: other sessions end, this one goes on under a new token as one
 * that has passed, and ten recovery codes are returned that are stored nowhere. Throws WRONG_CODE,
 * RATE_LIMITED, and CONFLICT when nothing was started.
 */
export async function confirmSecondFactor(
  services: SignInServices,
  session: Session,
  code: string,
  client: Client,
): Promise<{ token: string; recoveryCodes: string[] }> {
  const { db, sealer, attempts } = services;
  const { userId } = session;
  const key = attemptKey('code', userId, 'set-up');
  const { factor, lockedUntil } = await db.identity(null, async (tx) => {
    const admission = await admitAttempt(tx, key, attempts);
    requireAdmission(admission);
    return { factor: await findFactor(tx, userId), lockedUntil: admission.lockedUntil };
  });
  if (factor === undefined || factor.confirmedAt !== null) {
    throw new PlatformError('CONFLICT', 'Start the set-up of the second factor again.');
  }
  const { sealedSecret } = factor;
  const secret = sealer.open(sealedSecret, sealContext(userId));
  const step = stepOfCode(secret, code.replaceAll(/\s/g, ''));
  if (step === null) throw new PlatformError('WRONG_CODE', undefined, waitAfter(lockedUntil));
  return db.identity(null, async (tx) => {
    if (!(await confirmFactor(tx, userId, { sealedSecret, step }))) {
      throw new PlatformError('CONFLICT', 'Start the set-up of the second factor again.');
    }
    await forgetAttempts(tx, [key]);
    const recoveryCodes = await giveRecoveryCodes(tx, userId);
    await endOtherSessions(tx, userId, session.sessionId);
    const token = await rotateSession(tx, session, { mfa: 'passed', steppedUp: true });
    if (token === null) throw new PlatformError('UNAUTHENTICATED');
    const user = await findUserById(tx, userId);
    if (user !== undefined) await mailSecurityChange(tx, user, 'factor-on', client, sealer);
    return { token, recoveryCodes };
  });
}

/** Throws CONFLICT when there is none. The session goes on as one without, under a new token. */
export function disableSecondFactor(
  { db, sealer }: SignInServices,
  session: Session,
  client: Client,
): Promise<{ token: string }> {
  return db.identity(null, async (tx) => {
    if (!(await deleteFactor(tx, session.userId))) {
      throw new PlatformError('CONFLICT', 'There is no second factor to turn off.');
    }
    const token = await rotateSession(tx, session, { mfa: 'none' });
    if (token === null) throw new PlatformError('UNAUTHENTICATED');
    await endOtherSessions(tx, session.userId, session.sessionId);
    const user = await findUserById(tx, session.userId);
    if (user !== undefined) await mailSecurityChange(tx, user, 'factor-off', client, sealer);
    return { token };
  });
}

/** Ten new ones; the old ones end. Throws CONFLICT when there is no second factor. */
export function renewRecoveryCodes(
  { db, sealer }: SignInServices,
  userId: string,
  client: Client,
): Promise<string[]> {
  return db.identity(null, async (tx) => {
    const factor = await findFactor(tx, userId);
    if (factor?.confirmedAt == null) {
      throw new PlatformError('CONFLICT', 'Recovery codes belong to a second factor. Set one up.');
    }
    const user = await findUserById(tx, userId);
    if (user !== undefined) await mailSecurityChange(tx, user, 'codes-renewed', client, sealer);
    return giveRecoveryCodes(tx, userId);
  });
}

async function giveRecoveryCodes(tx: IdentityTx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  await replaceRecoveryCodes(tx, userId, codes);
  return codes;
}

/** How this person's sign-in is guarded, in what they may see of it themselves. */
export async function describeSecondFactor(
  tx: IdentityTx,
  userId: string,
): Promise<{ enabledAt: Date; recoveryCodesLeft: number } | null> {
  const factor = await findFactor(tx, userId);
  if (factor?.confirmedAt == null) return null;
  return {
    enabledAt: factor.confirmedAt,
    recoveryCodesLeft: await countRecoveryCodes(tx, userId),
  };
}
