import type { TenantTx } from '@platform/db';
import { announceConversation } from '../conversations/append-message.ts';
import { lockConversation, updateConversation } from '../conversations/conversations.queries.ts';
import { listAssignedTo } from './assigned.queries.ts';

/**
 * Nobody answers any more where this person did: what they had taken over waits for a person again, so
 * that the visitor is not left talking to an empty chair.
 */
export async function releaseConversations(
  tx: TenantTx,
  tenantId: string,
  userId: string,
): Promise<number> {
  const assigned = await listAssignedTo(tx, tenantId, userId);
  for (const id of assigned) {
    const locked = await lockConversation(tx, tenantId, id);
    const waits = locked.state === 'human';
    const updated = await updateConversation(tx, locked, {
      assigneeId: null,
      ...(waits ? { state: 'waiting' as const, waitingSince: new Date() } : {}),
    });
    await announceConversation(tx, updated);
  }
  return assigned.length;
}
