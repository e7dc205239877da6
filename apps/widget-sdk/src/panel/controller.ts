import type { Message, VisitorEvent, VisitorStart } from '@platform/api-contract/types';
import type { Bridge } from '../shared/bridge.ts';
import { pageUrl } from '../shared/page-url.ts';
import { call } from './call.ts';
import { newClientId } from './client-id.ts';
import { ConversationSync } from './conversation-sync.ts';
import { Outbox, type SendResult } from './outbox.ts';
import { PanelStore } from './panel-store.ts';
import { PersonWish } from './person-wish.ts';
import { attempt } from './requests.ts';
import { emptyThread, type Outgoing } from './state.ts';
import { applyMessage } from './thread.ts';

const typingEveryMs = 3_000;

/**
 * What the panel knows and does, without a single element: views show `state` and call these methods.
 * What a visitor asks for once, by a press, stands in `requests.ts`.
 */
export class PanelController extends PanelStore {
  readonly #bridge: Bridge;
  readonly #outbox: Outbox;
  readonly #sync: ConversationSync;
  readonly #wish: PersonWish;
  #typedAtMs = 0;

  /** Each second anew while the server's patience is waited for. */
  readonly #showOutbox = () => {
    const { reachable, retryAtMs } = this.#outbox;
    this.set({ outgoing: this.#outbox.entries(), reachable, retryAtMs });
    if (retryAtMs) setTimeout(this.#showOutbox, 1_000);
  };

  constructor(bridge: Bridge, onSpoken: (event: VisitorEvent) => void) {
    const { memory } = bridge;
    const session = bridge.session.current;
    super(bridge.session, {
      open: false,
      screen: 'thread',
      session,
      conversationId: null,
      thread: emptyThread,
      loadingThread: false,
      outgoing: [],
      reachable: navigator.onLine,
      retryAtMs: 0,
      draft: memory.get('draft') ?? '',
      excerpt: null,
      history: null,
      historyFailed: false,
      problem: null,
      unread: session?.conversation?.unread ?? 0,
      focusComposer: 0,
      rephrasing: false,
      askingWhy: null,
    });
    this.#bridge = bridge;
    this.#wish = new PersonWish(this, memory);
    this.#outbox = new Outbox({
      memory,
      send: (entry) => this.#deliver(entry),
      onSent: (entry, result) => this.#afterSent(entry, result),
      onChange: this.#showOutbox,
      schedule: (retry, delayMs) => {
        const timer = setTimeout(retry, delayMs);
        return () => clearTimeout(timer);
      },
    });
    this.#sync = new ConversationSync(bridge, this, {
      onReached: () => this.#reached(),
      onStored: (messages) => this.#outboxSeen(messages),
      onSpoken,
    });
    bridge.session.listeners.add(this.#adoptSession);
    this.storageChanged();
    const last = memory.get('conversation') ?? session?.conversation?.id;
    if (last) this.#sync.follow(last);
    void this.#outbox.flush();
  }

  destroy(): void {
    this.onChange = () => undefined;
    this.#bridge.session.listeners.delete(this.#adoptSession);
    this.#sync.connection.destroy();
    this.#outbox.stop();
  }

  setOpen(open: boolean): void {
    this.set({ open });
    this.markSeen();
  }

  // What the visitor does in the thread.

  setDraft(draft: string): void {
    this.#bridge.memory.set('draft', draft || null);
    this.set({ draft, rephrasing: this.state.rephrasing && draft !== '' });
    if (this.state.thread.conversation?.state !== 'human') return;
    if (Date.now() - this.#typedAtMs < typingEveryMs) return;
    this.#typedAtMs = Date.now();
    this.#sync.connection.typing();
  }

  send(text: string): void {
    const words = text.trim();
    if (!words) return;
    const url = pageUrl();
    this.setDraft('');
    this.set({ problem: null });
    this.#outbox.add({
      clientId: newClientId(),
      conversationId: this.state.conversationId,
      text: words,
      createdAtMs: Date.now(),
      ...(url ? { pageUrl: url } : {}),
    });
  }

  /** Puts a question back into the composer, selected and with a hint, to be asked in other words. */
  rephrase(question: string): void {
    this.setDraft(question);
    this.set({ rephrasing: true, problem: null });
    this.focusComposer();
  }

  focusComposer(): void {
    this.set({ focusComposer: this.state.focusComposer + 1 });
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId);
  }

  discard(clientId: string): void {
    this.#outbox.remove(clientId);
  }

  async stop(): Promise<void> {
    const { thread } = this.state;
    const conversationId = thread.conversation?.id;
    if (!conversationId) return;
    // What was said so far stays; nothing more of it is shown, also while the server still hears us.
    if (thread.live) {
      const { answerId } = thread.live;
      this.#sync.receive({
        type: 'answer.closed',
        payload: { conversationId, answerId, reason: 'stopped' },
      });
    } else {
      this.set({ thread: { ...thread, awaiting: false } });
    }
    await attempt(this, 'visitor.stopAnswer', { conversationId });
  }

  /** Asks for a person: now, or as soon as there is a conversation and a connection. */
  requestPerson(opening: string): void {
    this.#wish.keep();
    if (this.state.conversationId) void this.#wish.deliver();
    else this.send(opening);
  }

  // Which conversation is shown.

  /** Null begins a new conversation, which exists once its first message is sent. */
  showConversation(conversationId: string | null): void {
    this.set({ screen: 'thread', excerpt: null, problem: null });
    if (conversationId !== this.state.conversationId) this.#sync.follow(conversationId);
    this.markSeen();
  }

  // What the page and the network do.

  online(isOnline: boolean): void {
    this.#outbox.reachable = isOnline;
    this.set({ reachable: isOnline });
    if (isOnline) this.#reached();
  }

  pause(): void {
    this.#sync.connection.pause();
  }

  resume(): void {
    this.#sync.connection.resume();
    void this.#outbox.flush();
  }

  /** Another tab of this site wrote or sent something. */
  storageChanged(): void {
    this.#showOutbox();
  }

  markSeen(): void {
    this.#sync.markSeen();
  }

  readonly #adoptSession = (session: VisitorStart): void => {
    const { session: before, conversationId } = this.state;
    const current = session.conversation;
    const isOther = before !== null && before.visitorId !== session.visitorId;
    const isFirst = this.#bridge.memory.get('conversation') === null;
    this.set({ session, reachable: true });
    if (isOther) {
      this.set({ history: null });
      // The socket still speaks for who we were.
      this.#sync.connection.pause();
      this.#sync.follow(current?.id ?? null);
    } else if (current && current.id !== conversationId && (current.unread || isFirst)) {
      this.#sync.follow(current.id);
    }
    this.#reached();
  };

  #reached(): void {
    void this.#outbox.flush();
    void this.#wish.deliver();
  }

  /** The server has these already, though its acknowledgement may not have reached us. */
  #outboxSeen(messages: readonly Message[]): void {
    const known = new Set(messages.map((each) => each.clientId));
    for (const entry of this.state.outgoing) {
      if (known.has(entry.clientId)) this.#outbox.remove(entry.clientId);
    }
  }

  #deliver({ clientId, conversationId, text, pageUrl: url }: Outgoing): Promise<SendResult> {
    return call<SendResult>(this.session, 'mutation', 'visitor.send', {
      clientId,
      text,
      ...(conversationId ? { conversationId } : {}),
      ...(url ? { pageUrl: url } : {}),
    });
  }

  #afterSent(entry: Outgoing, { conversation, message }: SendResult): void {
    const { conversationId } = this.state;
    this.#showOutbox();
    if (conversationId === null || conversationId === conversation.id) {
      const thread = applyMessage({ ...this.state.thread, conversation }, message);
      // Its answer may be quicker than the acknowledgement.
      const answered = thread.live !== null || thread.messages.at(-1)?.id !== message.id;
      this.set({ thread: { ...thread, awaiting: conversation.state === 'ai' && !answered } });
      this.#sync.adopt(conversation.id);
    }
    this.#bridge.emit('message', {
      from: 'visitor',
      text: entry.text,
      conversationId: conversation.id,
    });
    void this.#wish.deliver();
  }
}
