import { newId } from '@platform/shared/ids';
import type { TenantTx } from '../access/database.ts';
import { conversations, messages } from '../schema/index.ts';

const questions = [
  'How long do I have to return something?',
  'Do you ship to Norway?',
  'Where is my invoice?',
  'هل يمكنني تغيير العنوان؟',
  'Can I change the address of an order that was already sent to the warehouse yesterday evening?',
];
const states = ['ai', 'waiting', 'human', 'resolved'] as const;

/** Conversations of one question each, an hour apart, in every state. */
export async function seedConversations(
  tx: TenantTx,
  of: { tenantId: string; assistantId: string; widgetId: string; visitorId: string },
  count: number,
): Promise<void> {
  const { tenantId } = of;
  const now = Date.now();
  for (let i = 0; i < count; i += 1) {
    const id = newId('conversation');
    const text = questions[i % questions.length] ?? '';
    const at = new Date(now - i * 3_600_000);
    await tx.insert(conversations).values({
      ...of,
      id,
      channel: 'widget',
      state: states[i % states.length] ?? 'ai',
      firstQuestion: text,
      lastText: text,
      lastRole: 'visitor',
      messageCount: 1,
      lastSequence: 1,
      createdAt: at,
      lastMessageAt: at,
    });
    await tx.insert(messages).values({
      tenantId,
      id: newId('message'),
      conversationId: id,
      sequence: 1,
      role: 'visitor',
      text,
      createdAt: at,
    });
  }
}
