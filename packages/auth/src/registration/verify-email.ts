import { PlatformError } from '@platform/api-contract/errors';
import type { Database } from '@platform/db';
import { dropLinks, takeLink } from './one-time-links.queries.ts';
import { markVerified } from './people.queries.ts';

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
