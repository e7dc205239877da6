import { markForRotation } from '@platform/auth';
import type { TenantTx } from '@platform/db';
import { writeOutbox } from '../../realtime/outbox.queries.ts';
import { inboxTopic } from '../../realtime/topics.ts';
import type { Services } from '../../services.ts';

/**
 * After a commit that changed what somebody may do: their sessions get new tokens, and their live
 * sockets, and those of keys they made, are looked at again on every instance.
 */
export async function rightsChanged(
  { db, revalidate, wakeRelay }: Pick<Services, 'db' | 'revalidate' | 'wakeRelay'>,
  userIds: readonly string[],
): Promise<void> {
  wakeRelay();
  for (const userId of userIds) {
    await db.identity(null, (tx) => markForRotation(tx, userId));
    await revalidate(userId);
  }
}

/** Tells every open dashboard of the workspace, with the change itself. */
export function announceTeam(tx: TenantTx, tenantId: string, userIds: readonly string[]) {
  return writeOutbox(
    tx,
    tenantId,
    userIds.map((userId) => ({
      topic: inboxTopic(tenantId),
      type: 'team.changed',
      payload: { userId },
    })),
  );
}
