import { PlatformError } from '@platform/api-contract/errors';
import type { Membership } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import { newId } from '@platform/shared/ids';
import { findUserByEmail, foundWorkspace, insertUser } from './accounts.queries.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { createSession, listMemberships } from './sessions.queries.ts';

interface SignedIn {
  readonly token: string;
  readonly user: { id: string; name: string; email: string };
  readonly memberships: Membership[];
}

/**
 * Creates a person, their workspace and a session, all or nothing. Throws CONFLICT when the address
 * has an account: a sign-up form that hid this would have to lie about what it did.
 */
export async function signUp(
  db: Database,
  input: { name: string; email: string; password: string; workspaceName: string },
  userAgent: string | undefined,
): Promise<SignedIn> {
  const passwordHash = await hashPassword(input.password);
  const user = { id: newId('user'), name: input.name, email: input.email };
  return db.identity({ kind: 'user', id: user.id }, async (tx) => {
    if (!(await insertUser(tx, { ...user, passwordHash }))) {
      throw new PlatformError(
        'CONFLICT',
        'There is an account with this e-mail address. Sign in instead.',
      );
    }
    await foundWorkspace(tx, user, input.workspaceName);
    return {
      user,
      token: await createSession(tx, { userId: user.id, userAgent }),
      memberships: await listMemberships(tx, user.id),
    };
  });
}

/** Opens a session, or throws WRONG_CREDENTIALS without saying which of the two was wrong. */
export async function signIn(
  db: Database,
  input: { email: string; password: string },
  userAgent: string | undefined,
): Promise<SignedIn> {
  const found = await db.identity(null, (tx) => findUserByEmail(tx, input.email));
  const right = await verifyPassword(found?.passwordHash ?? null, input.password);
  if (found === undefined || !right || found.disabledAt !== null) {
    throw new PlatformError('WRONG_CREDENTIALS');
  }
  return db.identity({ kind: 'user', id: found.id }, async (tx) => ({
    user: { id: found.id, name: found.name, email: found.email },
    token: await createSession(tx, { userId: found.id, userAgent }),
    memberships: await listMemberships(tx, found.id),
  }));
}
