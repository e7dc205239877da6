import { PlatformError } from '@platform/api-contract/errors';
import type { Database } from '@platform/db';
import { newId } from '@platform/shared/ids';
import { insertUser } from '../accounts.queries.ts';
import { hashPassword } from '../password.ts';
import { deleteUser, verifyAddress } from './invited-account.queries.ts';

interface InvitedAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The invitation was mailed to this address, so whoever has its link reads its mail. */
  readonly emailProved: boolean;
}

/**
 * An account without a workspace of its own, for somebody who joins one; gone again when `join` does
 * not succeed. Throws CONFLICT when the address has an account.
 */
export async function createInvitedAccount<Result>(
  db: Database,
  input: InvitedAccount,
  join: (person: { userId: string; name: string; email: string }) => Promise<Result>,
): Promise<{ userId: string; joined: Result }> {
  const passwordHash = await hashPassword(input.password);
  const { name, email } = input;
  const id = newId('user');
  await db.identity({ kind: 'user', id }, async (tx) => {
    if (!(await insertUser(tx, { id, name, email, passwordHash }))) {
      throw new PlatformError(
        'CONFLICT',
        'There is an account with this e-mail address. Sign in, and open the invitation again.',
      );
    }
    if (input.emailProved) await verifyAddress(tx, { userId: id, email });
  });
  try {
    return { userId: id, joined: await join({ userId: id, name, email }) };
  } catch (error) {
    await db.identity({ kind: 'user', id }, (tx) => deleteUser(tx, id));
    throw error;
  }
}
