import type { Message, VisitorConversation, VisitorEvent } from '@platform/api-contract/types';
// biome-ignore lint/style/noRestrictedImports: this serves a browser test and is in no bundle.
import { createMemoryLog } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import { emptyMessage, type Script } from './answers.ts';
import { Refusal } from './refusal.ts';

export interface Thread {
  conversation: VisitorConversation;
  messages: Message[];
}

/** What was said, and the log on which it is told. */
export class Conversations {
  readonly log = createMemoryLog();
  readonly threads = new Map<string, Thread>();

  thread(): Thread {
    const last = [...this.threads.values()].at(-1);
    if (!last) throw new Error('Nobody wrote yet.');
    return last;
  }

  async publish(event: VisitorEvent): Promise<void> {
    const topic = `conversation:${event.payload.conversationId}`;
    await this.log.publish([{ topic, id: newId('event'), ...event }]);
  }

  async say(thread: Thread, message: Partial<Message>): Promise<Message> {
    const said = {
      ...emptyMessage(thread.conversation.id, thread.messages.length + 1),
      ...message,
    };
    thread.messages.push(said);
    thread.conversation.lastText = said.text || thread.conversation.lastText;
    thread.conversation.lastMessageAt = said.createdAt;
    if (said.role !== 'visitor') thread.conversation.unread += 1;
    await this.publish({ type: 'message.created', payload: said });
    return said;
  }

  async setState(
    thread: Thread,
    state: VisitorConversation['state'],
    agentName: string | null,
  ): Promise<void> {
    Object.assign(thread.conversation, { state, agentName });
    const conversationId = thread.conversation.id;
    await this.publish({
      type: 'conversation.state',
      payload: { conversationId, state, agentName },
    });
  }

  /** Writes an answer as the platform does: started, sentence by sentence, whole; or up to a part. */
  async answer(thread: Thread, script: Script, upTo?: number): Promise<string> {
    const conversationId = thread.conversation.id;
    const answerId = newId('answer');
    const { sourceCount } = script;
    await this.publish({
      type: 'answer.started',
      payload: { conversationId, answerId, sourceCount },
    });
    await this.deltas(thread, script, answerId, 0, upTo);
    if (upTo === undefined) await this.finish(thread, script, answerId);
    return answerId;
  }

  async deltas(
    thread: Thread,
    script: Script,
    answerId: string,
    from: number,
    to = script.parts.length,
  ): Promise<void> {
    const conversationId = thread.conversation.id;
    for (let seq = from; seq < to; seq += 1) {
      const part = script.parts[seq];
      if (part) {
        await this.publish({
          type: 'answer.delta',
          payload: { ...part, conversationId, answerId, seq },
        });
      }
    }
  }

  async finish(thread: Thread, script: Script, answerId: string): Promise<void> {
    const conversationId = thread.conversation.id;
    await this.publish({
      type: 'answer.closed',
      payload: { conversationId, answerId, reason: 'finished' },
    });
    const { tree: answer, text, outcome } = script;
    await this.say(thread, { role: 'assistant', answerId, answer, text, outcome });
  }

  find(conversationId: string): Thread {
    const thread = this.threads.get(conversationId);
    if (!thread) throw new Refusal('NOT_FOUND', 'This does not exist, or not for you.');
    return thread;
  }

  begin(firstQuestion: string): Thread {
    const conversation: VisitorConversation = {
      id: newId('conversation'),
      state: 'ai',
      agentName: null,
      firstQuestion,
      lastText: firstQuestion,
      lastMessageAt: new Date().toISOString(),
      unread: 0,
    };
    const thread = { conversation, messages: [] };
    this.threads.set(conversation.id, thread);
    return thread;
  }
}
