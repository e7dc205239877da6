import type { IdentityTx } from '@platform/db';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { Client } from '../open-session.ts';
import type { Sealer } from '../sealing.ts';
import { attemptKey, claimRarely } from './attempts.queries.ts';
import { describeDevice } from './describe-device.ts';

interface Addressee {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

const securityPath = '/app/settings/security';
const resetPath = '/app/forgot-password';
/** An attacker must not be able to fill a mailbox. */
const lockMailHours = 12;

export function mailNewSignIn(
  tx: IdentityTx,
  user: Addressee,
  client: Client,
  sealer: Pick<Sealer, 'seal'>,
): Promise<void> {
  const { name, email } = user;
  const props = {
    name,
    device: describeDevice(client.userAgent).words,
    address: client.address,
    at: new Date().toISOString(),
    path: securityPath,
  };
  return enqueueMail(tx, { to: email, template: 'new-sign-in', props }, sealer);
}

export async function mailAccountLocked(
  tx: IdentityTx,
  user: Addressee,
  lock: { proof: 'password' | 'code'; address: string; until: Date },
  sealer: Pick<Sealer, 'seal'>,
): Promise<void> {
  if (
    !(await claimRarely(
      tx,
      attemptKey('mail', 'account-locked', lock.proof, user.id),
      lockMailHours,
    ))
  )
    return;
  const minutes = Math.max(1, Math.ceil((lock.until.getTime() - Date.now()) / 60_000));
  const { name, email } = user;
  const props = { name, proof: lock.proof, address: lock.address, minutes, resetPath };
  await enqueueMail(tx, { to: email, template: 'account-locked', props }, sealer);
}

/** Notice of a change to how the account is guarded. */
export async function mailSecurityChange(
  tx: IdentityTx,
  user: Addressee,
  change: 'factor-on' | 'factor-off' | 'codes-renewed' | 'code-used',
  client: Client,
  sealer: Pick<Sealer, 'seal'>,
): Promise<void> {
  const { name, email } = user;
  const props = {
    name,
    change,
    device: describeDevice(client.userAgent).words,
    address: client.address,
    at: new Date().toISOString(),
    path: securityPath,
  };
  await enqueueMail(tx, { to: email, template: 'security-changed', props }, sealer);
}
