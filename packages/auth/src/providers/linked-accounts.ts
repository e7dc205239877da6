import { PlatformError } from '@platform/api-contract/errors';
import type { Database } from '@platform/db';
import { deleteAccount, listWaysIn } from './external-accounts.queries.ts';

export interface WaysIn {
  readonly hasPassword: boolean;
  readonly linked: readonly {
    readonly provider: string;
    readonly label: string;
    readonly linkedAt: Date;
    readonly lastUsedAt: Date;
  }[];
}

export const readWaysIn = (db: Database, userId: string): Promise<WaysIn> =>
  db.identity(null, async (tx) => {
    const { hasPassword, linked } = await listWaysIn(tx, userId);
    return {
      hasPassword,
      linked: linked.map(({ provider, label, createdAt, lastUsedAt }) => ({
        provider,
        label,
        linkedAt: createdAt,
        lastUsedAt,
      })),
    };
  });

/** Whether somebody can sign in without the provider of a workspace. */
export async function hasOtherWayIn(db: Database, userId: string): Promise<boolean> {
  const { hasPassword, linked } = await readWaysIn(db, userId);
  return hasPassword || linked.some(({ provider }) => !provider.startsWith('sso:'));
}

/**
 * Takes a way in away. Throws CONFLICT for one that is not there, and for the last one. Two at
 * once wait for one another at the person's row.
 */
export async function unlinkProvider(
  db: Database,
  userId: string,
  provider: string,
): Promise<void> {
  await db.identity(null, async (tx) => {
    const { hasPassword, linked } = await listWaysIn(tx, userId);
    if (!linked.some((each) => each.provider === provider)) {
      throw new PlatformError('CONFLICT', 'This account is not linked.');
    }
    const others = linked.filter((each) => each.provider !== provider);
    if (!hasPassword && others.length === 0) {
      throw new PlatformError(
        'CONFLICT',
        'This is your only way to sign in. Set a password or link another account first.',
      );
    }
    await deleteAccount(tx, userId, provider);
  });
}
