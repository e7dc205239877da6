import { PlatformError } from '@platform/api-contract/errors';
import type { Database, IdentityTx } from '@platform/db';
import { newId } from '@platform/shared/ids';
import { findUserByEmail, foundWorkspace, insertUser } from './accounts.queries.ts';
import { hashPassword, verifyPassword } from './password.ts';

interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly workspaceName: string;
}

/**
 * Creates a person and their workspace, all or nothing, and what `andThen` does in the same
 * transaction. Throws CONFLICT when the address has an account: a sign-up form that hid this would
 * have to lie about what it did.
 */
export async function createAccount<Result>(
  db: Database,
  input: NewAccount,
  andThen: (tx: IdentityTx, made: { userId: string; tenantId: string }) => Promise<Result>,
): Promise<Result> {
  const passwordHash = await hashPassword(input.password);
  const user = { id: newId('user'), name: input.name, email: input.email };
  return db.identity({ kind: 'user', id: user.id }, async (tx) => {
    if (!(await insertUser(tx, { ...user, passwordHash }))) {
      throw new PlatformError(
        'CONFLICT',
        'There is an account with this e-mail address. Sign in instead.',
      );
    }
    const tenantId = await foundWorkspace(tx, user, input.workspaceName);
    return andThen(tx, { userId: user.id, tenantId });
  });
}

/** Whose password this is. Throws WRONG_CREDENTIALS without saying which of the two was wrong. */
export async function checkPassword(
  db: Database,
  input: { email: string; password: string },
): Promise<{ userId: string }> {
  const found = await db.identity(null, (tx) => findUserByEmail(tx, input.email));
  const right = await verifyPassword(found?.passwordHash ?? null, input.password);
  if (found === undefined || !right || found.disabledAt !== null) {
    throw new PlatformError('WRONG_CREDENTIALS');
  }
  return { userId: found.id };
}
