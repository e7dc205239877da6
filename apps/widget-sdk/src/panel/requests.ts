import type {
  Excerpt,
  Message,
  VisitorConversation,
  VisitorThread,
} from '@platform/api-contract/types';
import { isCallError } from '../shared/call-error.ts';
import { call } from './call.ts';
import { pageOfMessages } from './conversation-sync.ts';
import type { PanelStore } from './panel-store.ts';
import { applyMessage, withEarlier } from './thread.ts';

/*
 * What a visitor asks for once, by a press, and what then stands in the panel's state: found, failed, or
 * not wanted any more. Nothing here goes on by itself; that is the controller's.
 */

/** Null where it failed: whoever asks shows that there is nothing, and offers to try again. */
async function query<Output>(
  panel: PanelStore,
  path: string,
  input?: unknown,
): Promise<Output | null> {
  try {
    return await call<Output>(panel.session, 'query', path, input);
  } catch {
    return null;
  }
}

/** A change; where it failed the composer says why, and the result is null. */
export async function attempt<Output>(
  panel: PanelStore,
  path: string,
  input: unknown,
): Promise<Output | null> {
  try {
    return await call<Output>(panel.session, 'mutation', path, input);
  } catch (error) {
    panel.set({ problem: { said: isCallError(error) ? error.message : null } });
    return null;
  }
}

export async function rate(
  panel: PanelStore,
  message: Message,
  value: 'up' | 'down' | null,
  reason?: string,
): Promise<void> {
  const show = (shown: Message) => panel.set({ thread: applyMessage(panel.state.thread, shown) });
  panel.set({ askingWhy: value === 'down' && !reason ? message.id : null });
  show({ ...message, rating: value && { value, reason: reason ?? null } });
  const input = { messageId: message.id, value, ...(reason ? { reason } : {}) };
  show((await attempt<Message>(panel, 'visitor.rate', input)) ?? message);
}

export async function openExcerpt(
  panel: PanelStore,
  message: Message,
  number: number,
): Promise<void> {
  const wanted = { message, number, excerpt: null, failed: false };
  panel.set({ excerpt: wanted });
  const excerpt = await query<Excerpt>(panel, 'visitor.excerpt', { messageId: message.id, number });
  // Another one may have been opened, or this one closed, while it was on its way.
  if (panel.state.excerpt !== wanted) return;
  panel.set({ excerpt: { ...wanted, excerpt, failed: excerpt === null } });
}

export async function loadEarlier(panel: PanelStore): Promise<void> {
  const { conversation, messages } = panel.state.thread;
  const first = messages[0];
  if (!conversation || !first) return;
  const page = await query<VisitorThread>(panel, 'visitor.thread', {
    conversationId: conversation.id,
    before: first.sequence,
    limit: pageOfMessages,
  });
  if (!page) panel.set({ problem: { said: null } });
  else if (conversation.id === panel.state.thread.conversation?.id) {
    panel.set({ thread: withEarlier(panel.state.thread, page.messages, pageOfMessages) });
  }
}

export async function showHistory(panel: PanelStore): Promise<void> {
  panel.set({ screen: 'history', historyFailed: false });
  const found = await query<{ conversations: VisitorConversation[] }>(panel, 'visitor.history');
  panel.set(found ? { history: found.conversations } : { historyFailed: true });
}
