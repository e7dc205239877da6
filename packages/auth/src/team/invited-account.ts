import { PlatformError } from '@platform/api-contract/errors';
import { newId } from '@platform/shared/ids';
import { deleteUser, insertUser } from '../accounts.queries.ts';
import { hashPassword } from '../password.ts';
import { markVerified } from '../registration/people.queries.ts';
import {
  type RegistrationServices,
  sendVerification,
  tellThatAccountExists,
} from '../registration/register.ts';

interface InvitedAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** The invitation was mailed to this address, so whoever has its link reads its mail. */
  readonly emailProved: boolean;
}

/**
 * An account without a workspace of its own, for somebody who joins one; gone again when `join` does
 * not succeed. Where the address has an account: throws CONFLICT for whoever has proved that it is
 * theirs, and where addresses may be proved later; where they must be proved first, its owner is told
 * and `null` comes back, so that the holder of a link cannot find out who has an account. [ASVS 6.3.8]
 */
export async function createInvitedAccount(
  { db, sealer }: RegistrationServices,
  input: InvitedAccount,
  options: { verifyFirst: boolean },
  join: (person: { userId: string; name: string; email: string }) => Promise<unknown>,
): Promise<{ userId: string } | null> {
  const passwordHash = await hashPassword(input.password);
  const { name, email, emailProved } = input;
  const id = newId('user');
  const made = await db.identity({ kind: 'user', id }, async (tx) => {
    if (!(await insertUser(tx, { id, name, email, passwordHash }))) {
      if (emailProved || !options.verifyFirst) {
        throw new PlatformError(
          'CONFLICT',
          'There is an account with this e-mail address. Sign in, and open the invitation again.',
        );
      }
      await tellThatAccountExists(tx, email, sealer);
      return false;
    }
    if (emailProved) await markVerified(tx, { userId: id, email });
    return true;
  });
  if (!made) return null;
  try {
    await join({ userId: id, name, email });
  } catch (error) {
    await db.identity({ kind: 'user', id }, (tx) => deleteUser(tx, id));
    throw error;
  }
  if (!emailProved) {
    await db.identity({ kind: 'user', id }, (tx) =>
      sendVerification(tx, { id, name, email }, sealer),
    );
  }
  return { userId: id };
}
