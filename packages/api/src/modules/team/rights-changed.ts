import { markForRotation } from '@platform/auth';
import type { Services } from '../../services.ts';

/**
 * After a commit that changed what somebody may do: their sessions get new tokens, and their live
 * sockets, and those of keys they made, are looked at again on every instance.
 */
export async function rightsChanged(
  { db, revalidate }: Pick<Services, 'db' | 'revalidate'>,
  userIds: readonly string[],
): Promise<void> {
  for (const userId of userIds) {
    await db.identity(null, (tx) => markForRotation(tx, userId));
    await revalidate(userId);
  }
}
