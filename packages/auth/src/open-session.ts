import { PlatformError } from '@platform/api-contract/errors';
import type { IdentityTx } from '@platform/db';
import { findUserById } from './accounts.queries.ts';
import { newDeviceId, rememberDevice } from './safety/devices.queries.ts';
import { mailNewSignIn } from './safety/safety-mails.ts';
import type { Sealer } from './sealing.ts';
import { hasFactor } from './second-factor/second-factor.queries.ts';
import { createSession, type NewSession } from './sessions.queries.ts';

/** Where a person signs in from, as far as a request tells. */
export interface Client {
  readonly userAgent: string | undefined;
  readonly address: string;
  /** What one subscriber has of addresses: failures are counted by it. Absent: the address. */
  readonly addressBucket?: string;
  /** The browser, by a cookie of its own that outlives sessions; absent where there is no browser. */
  readonly device?: {
    readonly id: string | undefined;
    /** Gives the browser an id, with the session's cookie. */
    keep(id: string): void;
  };
}

/**
 * The last step of every way in: opens the session once the person has proved who they are, and
 * returns the secret for the cookie. Whoever has a second factor still owes it, whichever way they came:
 * the session is `pending` until `verifySecondFactor`. Throws WRONG_CREDENTIALS for a disabled account.
 */
export async function openSession(
  tx: IdentityTx,
  person: Pick<NewSession, 'userId' | 'method' | 'ssoConnectionId'>,
  client: Client,
  sealer: Pick<Sealer, 'seal'>,
): Promise<string> {
  const user = await findUserById(tx, person.userId);
  if (user === undefined || user.disabledAt !== null) throw new PlatformError('WRONG_CREDENTIALS');
  const pending = await hasFactor(tx, person.userId);
  const { userAgent, address } = client;
  const mfa = pending ? 'pending' : 'none';
  const token = await createSession(tx, { ...person, userAgent, address, mfa });
  if (!pending) await settleDevice(tx, user, client, sealer);
  return token;
}

/**
 * The browser is one of this person's from now on: its failures are counted apart from everybody
 * else's. Told by mail when it is a new one, but for the first of all.
 */
export async function settleDevice(
  tx: IdentityTx,
  user: { id: string; name: string; email: string },
  client: Client,
  sealer: Pick<Sealer, 'seal'>,
): Promise<void> {
  if (client.device === undefined) return;
  const deviceId = client.device.id ?? newDeviceId();
  const { known, first } = await rememberDevice(tx, user.id, deviceId);
  client.device.keep(deviceId);
  if (!known && !first) await mailNewSignIn(tx, user, client, sealer);
}
