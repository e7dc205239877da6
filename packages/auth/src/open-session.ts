import type { IdentityTx } from '@platform/db';
import { createSession, type NewSession } from './sessions.queries.ts';

/** Where a person signs in from, as far as a request tells. */
export interface Client {
  readonly userAgent: string | undefined;
  readonly address: string;
}

/**
 * The last step of every way in: opens the session once the person has proved who they are, and
 * returns the secret for the cookie.
 */
export function openSession(
  tx: IdentityTx,
  person: Pick<NewSession, 'userId' | 'method' | 'ssoConnectionId'>,
  client: Client,
): Promise<string> {
  const { userAgent, address } = client;
  return createSession(tx, { ...person, userAgent, address, mfa: 'none' });
}
