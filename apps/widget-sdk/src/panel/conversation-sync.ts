import type { Message, VisitorEvent, VisitorThread } from '@platform/api-contract/types';
import type { Bridge } from '../shared/bridge.ts';
import { isCallError } from '../shared/call-error.ts';
import { call } from './call.ts';
import { Connection } from './connection.ts';
import type { PanelStore } from './panel-store.ts';
import { emptyThread } from './state.ts';
import { applyEvent, mergeThread } from './thread.ts';

export const pageOfMessages = 100;
/** A little longer than a sign of typing counts, so that drawing then leaves it out. */
const typingOverMs = 6_100;

interface SyncHandlers {
  /** The server answered after it could not be reached, or the line stands again. */
  onReached(): void;
  /** The server has these messages. */
  onStored(messages: readonly Message[]): void;
  /** What a screen reader should say: an answer sentence by sentence, a reply whole. */
  onSpoken(event: VisitorEvent): void;
}

/** Keeps the shown conversation as the server has it: fetched, then told live. */
export class ConversationSync {
  readonly #bridge: Bridge;
  readonly #store: PanelStore;
  readonly #handlers: SyncHandlers;
  readonly #connection: Connection;
  #eventCount = 0;
  #fetching: string | null = null;
  #fetchAgain = false;

  constructor(bridge: Bridge, store: PanelStore, handlers: SyncHandlers) {
    this.#bridge = bridge;
    this.#store = store;
    this.#handlers = handlers;
    this.#connection = new Connection(bridge, {
      onEvent: (event) => this.receive(event),
      onReset: () => void this.#refresh(),
      onLive: handlers.onReached,
      isWatched: () => store.state.open && store.state.screen === 'thread',
    });
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Shows another conversation, or with null an empty one that begins with the next message. */
  follow(conversationId: string | null): void {
    this.#store.set({ thread: emptyThread, loadingThread: conversationId !== null });
    this.adopt(conversationId);
    this.#fetching = null;
    if (conversationId) void this.#refresh();
  }

  /** The shown messages belong to this conversation from now on. */
  adopt(conversationId: string | null): void {
    this.#bridge.memory.set('conversation', conversationId ?? '');
    this.#store.set({ conversationId });
    this.#connection.follow(conversationId);
  }

  receive(event: VisitorEvent): void {
    this.#eventCount += 1;
    const { thread } = this.#store.state;
    const next = applyEvent(thread, event, Date.now());
    if (next === thread) return;
    this.#store.set({ thread: next });
    if (next.stale) void this.#refresh();
    else if (event.type === 'answer.delta') this.#handlers.onSpoken(event);
    if (event.type === 'message.created') {
      this.#handlers.onStored([event.payload]);
      if (this.#tell(event.payload)) this.#setUnread(this.#store.state.unread + 1);
      this.markSeen();
    }
    if (event.type === 'typing') setTimeout(() => this.#store.onChange(), typingOverMs);
  }

  /** Tells the server that the visitor has the newest message before their eyes, if they have. */
  markSeen(): void {
    const { open, screen, conversationId, unread } = this.#store.state;
    const seen = open && screen === 'thread' && document.visibilityState === 'visible';
    if (!seen || !unread || !conversationId) return;
    this.#setUnread(0);
    // Should this not arrive, the badge is there once more on the next page, and no more than that.
    call(this.#bridge.session, 'mutation', 'visitor.markRead', { conversationId }).catch(
      () => null,
    );
  }

  /** Fetches the thread and shows it; what came to it meanwhile is heard like what is told live. */
  async #refresh(): Promise<void> {
    const store = this.#store;
    const id = store.state.conversationId;
    if (!id) return;
    // What made us ask may be newer than what is on its way.
    this.#fetchAgain = this.#fetching === id;
    if (this.#fetchAgain) return;
    this.#fetching = id;
    const eventCount = this.#eventCount;
    try {
      const fetched = await call<VisitorThread>(this.#bridge.session, 'query', 'visitor.thread', {
        conversationId: id,
        limit: pageOfMessages,
      });
      if (this.#fetching !== id) return;
      const { thread: before, reachable } = store.state;
      const thread = mergeThread(before, {
        thread: fetched,
        limit: pageOfMessages,
        eventsMeanwhile: this.#eventCount !== eventCount,
        nowMs: Date.now(),
      });
      store.set({ thread, loadingThread: false, reachable: true });
      this.#handlers.onStored(fetched.messages);
      const last = before.messages.at(-1)?.sequence ?? 0;
      // The first look at a conversation is no news.
      for (const message of before.conversation ? fetched.messages : []) {
        if (message.sequence > last) this.#tell(message);
      }
      this.#setUnread(fetched.conversation.unread);
      this.markSeen();
      if (!reachable) this.#handlers.onReached();
    } catch (error) {
      if (this.#fetching !== id) return;
      store.set({ loadingThread: false, reachable: isCallError(error) });
      // Not ours any more: what the visitor writes next opens a new conversation.
      if (isCallError(error) && error.code === 'NOT_FOUND') this.follow(null);
    } finally {
      if (this.#fetching === id) {
        this.#fetching = null;
        if (this.#fetchAgain) void this.#refresh();
      }
    }
  }

  /** Tells the page and the screen reader of a message to the visitor; false for any other. */
  #tell(message: Message): boolean {
    const { role, text, conversationId } = message;
    if (role !== 'assistant' && role !== 'agent') return false;
    this.#handlers.onSpoken({ type: 'message.created', payload: message });
    this.#bridge.emit('message', { from: role, text, conversationId });
    return true;
  }

  #setUnread(unread: number): void {
    if (unread === this.#store.state.unread) return;
    this.#store.set({ unread });
    this.#bridge.setUnread(unread);
  }
}
