import type {
  Excerpt,
  Message,
  VisitorConversation,
  VisitorEvent,
  VisitorStart,
  VisitorThread,
} from '@platform/api-contract/types';
import type { Bridge } from '../shared/bridge.ts';
import { isCallError } from '../shared/call-error.ts';
import { pageUrl } from '../shared/page-url.ts';
import { call } from './call.ts';
import { newClientId } from './client-id.ts';
import { Connection } from './connection.ts';
import { Outbox, type SendResult } from './outbox.ts';
import { emptyThread, type Outgoing, type PanelState } from './state.ts';
import { applyEvent, applyMessage, mergeThread, withEarlier } from './thread.ts';

const pageOfMessages = 100;
const typingEveryMs = 3_000;

/** What the panel knows and does, without a single element: views show `state` and call these methods. */
export class PanelController {
  state: PanelState;
  /** Called after each change of `state`. */
  onChange: () => void = () => undefined;
  /** Called with what a screen reader should say: an answer sentence by sentence, a reply whole. */
  onSpoken: (event: VisitorEvent) => void = () => undefined;
  readonly #bridge: Bridge;
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  #eventCount = 0;
  #fetching: string | null = null;
  #typedAtMs = 0;
  #askingForPerson = false;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    const { memory } = bridge;
    const session = bridge.session.current;
    this.state = {
      open: false,
      screen: 'thread',
      session,
      conversationId: null,
      thread: emptyThread,
      loadingThread: false,
      outgoing: [],
      reachable: navigator.onLine,
      draft: memory.get('draft') ?? '',
      excerpt: null,
      history: null,
      historyFailed: false,
      problem: null,
      unread: session?.conversation?.unread ?? 0,
      focusComposer: 0,
      askingWhy: null,
    };
    this.#outbox = new Outbox({
      memory,
      send: (entry) => this.#deliver(entry),
      onSent: (entry, result) => this.#afterSent(entry, result),
      onChange: () =>
        this.set({ outgoing: this.#outbox.entries(), reachable: this.#outbox.reachable }),
      schedule: (retry, delayMs) => {
        const timer = setTimeout(retry, delayMs);
        return () => clearTimeout(timer);
      },
    });
    this.#connection = new Connection(bridge, {
      onEvent: (event) => this.#receive(event),
      onReset: () => void this.#refresh(),
      isWatched: () => this.state.open && this.state.screen === 'thread',
    });
    bridge.session.listeners.add(this.#adoptSession);
    this.set({ outgoing: this.#outbox.entries() });
    const last = memory.get('conversation') ?? session?.conversation?.id;
    if (last) this.#follow(last);
    void this.#outbox.flush();
  }

  set(patch: Partial<PanelState>): void {
    this.state = { ...this.state, ...patch };
    this.onChange();
  }

  destroy(): void {
    this.onChange = () => undefined;
    this.#bridge.session.listeners.delete(this.#adoptSession);
    this.#connection.destroy();
    this.#outbox.stop();
  }

  setOpen(open: boolean): void {
    this.set({ open });
    this.markSeen();
  }

  // What the visitor does in the thread.

  setDraft(draft: string): void {
    this.#bridge.memory.set('draft', draft || null);
    this.set({ draft });
    if (this.state.thread.conversation?.state !== 'human') return;
    if (Date.now() - this.#typedAtMs < typingEveryMs) return;
    this.#typedAtMs = Date.now();
    this.#connection.typing();
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

  /** Puts a question back into the composer, to be asked in other words. */
  rephrase(question: string): void {
    this.setDraft(question);
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
      this.#receive({
        type: 'answer.closed',
        payload: { conversationId, answerId, reason: 'stopped' },
      });
    } else {
      this.set({ thread: { ...thread, awaiting: false } });
    }
    await this.#attempt('visitor.stopAnswer', { conversationId });
  }

  /** Asks for a person: now, or as soon as there is a conversation and a connection. */
  requestPerson(opening: string): void {
    const { conversationId } = this.state;
    this.#bridge.memory.set('person', conversationId ?? 'new');
    if (conversationId) void this.#deliverPersonRequest();
    else this.send(opening);
  }

  async rate(messageId: string, value: 'up' | 'down' | null, reason?: string): Promise<void> {
    const before = this.state.thread.messages.find((each) => each.id === messageId);
    if (!before) return;
    const rating = value && { value, reason: reason ?? null };
    this.set({ askingWhy: value === 'down' && !reason ? messageId : null });
    this.#showMessage({ ...before, rating });
    const rated = await this.#attempt<Message>('visitor.rate', {
      messageId,
      value,
      ...(reason ? { reason } : {}),
    });
    this.#showMessage(rated ?? before);
  }

  async openExcerpt(message: Pick<Message, 'id' | 'answer'>, number: number): Promise<void> {
    const citation = message.answer?.citations.find((each) => each.number === number);
    const wanted = {
      messageId: message.id,
      number,
      documentTitle: citation?.documentTitle ?? '',
      excerpt: null,
      failed: false,
    };
    this.set({ excerpt: wanted });
    const excerpt = await this.#query<Excerpt>('visitor.excerpt', {
      messageId: message.id,
      number,
    });
    // Another one may have been opened, or this one closed, while it was on its way.
    if (this.state.excerpt !== wanted) return;
    this.set({ excerpt: { ...wanted, excerpt, failed: excerpt === null } });
  }

  async retryExcerpt(): Promise<void> {
    const { excerpt, thread } = this.state;
    const message = thread.messages.find((each) => each.id === excerpt?.messageId);
    if (excerpt && message) await this.openExcerpt(message, excerpt.number);
  }

  async loadEarlier(): Promise<void> {
    const { conversation, messages } = this.state.thread;
    const first = messages[0];
    if (!conversation || !first) return;
    const page = await this.#query<VisitorThread>('visitor.thread', {
      conversationId: conversation.id,
      before: first.sequence,
      limit: pageOfMessages,
    });
    if (!page) this.set({ problem: { said: null } });
    else if (conversation.id === this.state.thread.conversation?.id) {
      this.set({ thread: withEarlier(this.state.thread, page.messages, pageOfMessages) });
    }
  }

  // Which conversation is shown.

  async showHistory(): Promise<void> {
    this.set({ screen: 'history', historyFailed: false });
    const found = await this.#query<{ conversations: VisitorConversation[] }>(
      'visitor.history',
      undefined,
    );
    this.set(found ? { history: found.conversations } : { historyFailed: true });
  }

  /** Null begins a new conversation, which exists once its first message is sent. */
  showConversation(conversationId: string | null): void {
    this.set({ screen: 'thread', excerpt: null, problem: null });
    if (conversationId !== this.state.conversationId) this.#follow(conversationId);
    this.markSeen();
  }

  // What the page and the network do.

  online(isOnline: boolean): void {
    this.#outbox.reachable = isOnline;
    this.set({ reachable: isOnline });
    if (isOnline) void this.#outbox.flush();
  }

  pause(): void {
    this.#connection.pause();
  }

  resume(): void {
    this.#connection.resume();
    void this.#outbox.flush();
  }

  /** Another tab of this site wrote or sent something. */
  storageChanged(): void {
    this.set({ outgoing: this.#outbox.entries() });
  }

  markSeen(): void {
    const { open, screen, thread } = this.state;
    if (!open || screen !== 'thread' || document.visibilityState !== 'visible') return;
    const conversationId = thread.conversation?.id;
    if (this.state.unread === 0 || !conversationId) return;
    this.set({ unread: 0 });
    this.#bridge.setUnread(0);
    // Should this not arrive, the badge is there once more on the next page, and no more than that.
    void this.#attempt('visitor.markRead', { conversationId }, false);
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
      this.#connection.pause();
      this.#follow(current?.id ?? null);
    } else if (current && current.id !== conversationId && (current.unread || isFirst)) {
      this.#follow(current.id);
    }
    void this.#outbox.flush();
    void this.#deliverPersonRequest();
  };

  #follow(conversationId: string | null): void {
    this.#bridge.memory.set('conversation', conversationId ?? '');
    this.set({ conversationId, thread: emptyThread, loadingThread: conversationId !== null });
    this.#fetching = null;
    this.#connection.follow(conversationId);
    if (conversationId) void this.#refresh();
  }

  /** Fetches the thread and shows it; what came to it meanwhile is heard like what is told live. */
  async #refresh(): Promise<void> {
    const id = this.state.conversationId;
    if (!id || this.#fetching === id) return;
    this.#fetching = id;
    const eventCount = this.#eventCount;
    try {
      const fetched = await call<VisitorThread>(this.#bridge.session, 'query', 'visitor.thread', {
        conversationId: id,
        limit: pageOfMessages,
      });
      if (this.#fetching !== id) return;
      const before = this.state.thread;
      const { unread } = fetched.conversation;
      this.set({
        reachable: true,
        loadingThread: false,
        thread: mergeThread(before, {
          thread: fetched,
          limit: pageOfMessages,
          eventsMeanwhile: this.#eventCount !== eventCount,
          nowMs: Date.now(),
        }),
        unread,
      });
      this.#outboxSeen(fetched.messages);
      const last = before.messages.at(-1)?.sequence ?? 0;
      // The first look at a conversation is no news.
      for (const message of before.conversation ? fetched.messages : []) {
        if (message.sequence > last) this.#tell(message);
      }
      this.#bridge.setUnread(unread);
      this.markSeen();
    } catch (error) {
      if (this.#fetching !== id) return;
      this.set({ loadingThread: false, reachable: isCallError(error) });
      // Not ours any more: what the visitor writes next opens a new conversation.
      if (isCallError(error) && error.code === 'NOT_FOUND') this.#follow(null);
    } finally {
      if (this.#fetching === id) this.#fetching = null;
    }
  }

  #receive(event: VisitorEvent): void {
    this.#eventCount += 1;
    const { thread } = this.state;
    const next = applyEvent(thread, event, Date.now());
    if (next === thread) return;
    if (event.type === 'answer.delta' && !next.stale) this.onSpoken(event);
    this.set({ thread: next });
    if (next.stale) void this.#refresh();
    if (event.type === 'message.created') this.#receiveMessage(event.payload);
    if (event.type === 'typing') setTimeout(() => this.onChange(), 6_100);
  }

  #receiveMessage(message: Message): void {
    this.#outboxSeen([message]);
    if (!this.#tell(message)) return;
    this.set({ unread: this.state.unread + 1 });
    if (this.state.open && document.visibilityState === 'visible') this.markSeen();
    else this.#bridge.setUnread(this.state.unread);
  }

  /** Tells the page and the screen reader of a message to the visitor; false for any other. */
  #tell(message: Message): boolean {
    const { role, text, conversationId } = message;
    if (role !== 'assistant' && role !== 'agent') return false;
    this.onSpoken({ type: 'message.created', payload: message });
    this.#bridge.emit('message', { from: role, text, conversationId });
    return true;
  }

  /** The server has these already, though its acknowledgement may not have reached us. */
  #outboxSeen(messages: readonly Message[]): void {
    const known = new Set(messages.map((each) => each.clientId));
    for (const entry of this.state.outgoing) {
      if (known.has(entry.clientId)) this.#outbox.remove(entry.clientId);
    }
  }

  #deliver({ clientId, conversationId, text, pageUrl: url }: Outgoing): Promise<SendResult> {
    return call<SendResult>(this.#bridge.session, 'mutation', 'visitor.send', {
      clientId,
      text,
      ...(conversationId ? { conversationId } : {}),
      ...(url ? { pageUrl: url } : {}),
    });
  }

  #afterSent(entry: Outgoing, { conversation, message }: SendResult): void {
    const { conversationId } = this.state;
    this.set({ outgoing: this.#outbox.entries(), reachable: true });
    if (conversationId === null || conversationId === conversation.id) {
      this.#bridge.memory.set('conversation', conversation.id);
      const thread = applyMessage({ ...this.state.thread, conversation }, message);
      // Its answer may be quicker than the acknowledgement.
      const answered = thread.live !== null || thread.messages.at(-1)?.id !== message.id;
      this.set({
        conversationId: conversation.id,
        thread: { ...thread, awaiting: conversation.state === 'ai' && !answered },
      });
      this.#connection.follow(conversation.id);
    }
    this.#bridge.emit('message', {
      from: 'visitor',
      text: entry.text,
      conversationId: conversation.id,
    });
    void this.#deliverPersonRequest();
  }

  async #deliverPersonRequest(): Promise<void> {
    const { memory } = this.#bridge;
    const wanted = memory.get('person');
    const conversationId = wanted === 'new' ? this.state.conversationId : wanted;
    if (!wanted || !conversationId || this.#askingForPerson) return;
    this.#askingForPerson = true;
    const conversation = await this.#attempt<VisitorConversation>('visitor.requestPerson', {
      conversationId,
    });
    this.#askingForPerson = false;
    if (!conversation) return;
    memory.set('person', null);
    if (conversation.id === this.state.thread.conversation?.id) {
      this.set({ thread: { ...this.state.thread, conversation, awaiting: false } });
    }
  }

  #showMessage(message: Message): void {
    this.set({ thread: applyMessage(this.state.thread, message) });
  }

  async #query<Output>(path: string, input: unknown): Promise<Output | null> {
    try {
      return await call<Output>(this.#bridge.session, 'query', path, input);
    } catch {
      // The caller shows that there is nothing and offers to try again.
      return null;
    }
  }

  async #attempt<Output>(path: string, input: unknown, told = true): Promise<Output | null> {
    try {
      return await call<Output>(this.#bridge.session, 'mutation', path, input);
    } catch (error) {
      if (told) this.set({ problem: { said: isCallError(error) ? error.message : null } });
      return null;
    }
  }
}
