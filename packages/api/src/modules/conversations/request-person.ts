import type { TenantTx } from '@platform/db';
import { appendMessage } from './append-message.ts';
import type { ConversationRow } from './conversation-views.ts';

/**
 * Puts a locked conversation before the team: it waits for a person, and the AI is silent until it is
 * handed back. Asking twice changes nothing.
 */
export async function requestPerson(
  tx: TenantTx,
  locked: ConversationRow,
): Promise<ConversationRow> {
  if (locked.state === 'waiting' || locked.state === 'human') return locked;
  const { conversation } = await appendMessage(
    tx,
    locked,
    { role: 'system', text: '', notice: 'person-requested' },
    { state: 'waiting', waitingSince: new Date() },
  );
  return conversation;
}
