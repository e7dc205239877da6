import { PlatformError } from '@platform/api-contract/errors';
import type { Database, IdentityTx } from '@platform/db';
import { users } from '@platform/db/schema';
import { and, eq, sql } from 'drizzle-orm';
import { dropLinks, takeLink } from './one-time-links.queries.ts';

/** The same for a link that was used, is too old, or never was: a stranger learns nothing by trying. */
export const linkIsOver = () =>
  new PlatformError(
    'NOT_FOUND',
    'This link does not work any more. It was used, replaced, or is too old.',
  );

/**
 * Proves the address that got the link. Opens no session: whoever has only the mailbox has no password
 * and no second factor. Throws NOT_FOUND for a link that is over.
 */
export async function verifyEmail(
  db: Database,
  token: string,
): Promise<{ userId: string; email: string }> {
  return db.identity(null, async (tx) => {
    const link = await takeLink(tx, 'verify-email', token);
    if (link === null || !(await markVerified(tx, link))) throw linkIsOver();
    await dropLinks(tx, 'verify-email', link.userId);
    return link;
  });
}

/** False when the person is gone, disabled, or has another address by now. */
export async function markVerified(
  tx: IdentityTx,
  person: { userId: string; email: string },
): Promise<boolean> {
  const marked = await tx
    .update(users)
    .set({ emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, now())` })
    .where(
      and(
        eq(users.id, person.userId),
        sql`lower(${users.email}) = ${person.email}`,
        sql`${users.disabledAt} is null`,
      ),
    )
    .returning({ id: users.id });
  return marked.length > 0;
}
