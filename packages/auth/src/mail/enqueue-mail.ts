import type { IdentityTx, TenantTx } from '@platform/db';
import { newId } from '@platform/shared/ids';
import type { Sealer } from '../sealing.ts';
import { requireOneAddress } from './mail-address.ts';
import { insertMail } from './mail-messages.queries.ts';
import type { Mail } from './mail-templates.ts';

/**
 * Queues a mail in the transaction of the change it tells of: it is sent if and only if the change is
 * committed, and a mail server that is down fails no request. Inside a workspace's transaction it
 * belongs to that workspace. Throws a `TypeError` when `to` is not one plain address, or a path leads
 * out of our own origin.
 */
export async function enqueueMail(
  tx: IdentityTx | TenantTx,
  mail: Mail,
  sealer: Pick<Sealer, 'seal'>,
): Promise<void> {
  for (const [key, value] of Object.entries(mail.props)) {
    if (/path$/i.test(key)) requireOwnPath(String(value));
  }
  const id = newId('mail');
  await insertMail(tx, {
    id,
    recipient: requireOneAddress(mail.to),
    template: mail.template,
    props: sealer.seal(JSON.stringify(mail.props), mailSealContext(id)),
  });
}

/** What sealed props are bound to: those of one mail cannot be put into another. */
export const mailSealContext = (id: string): string => `mail_messages ${id}`;

/** A path within our own origin: `//host` and `/\host` are other hosts to a browser. */
export function requireOwnPath(path: string): string {
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(path))
    throw new TypeError('A link leads to a path of ours.');
  return path;
}
