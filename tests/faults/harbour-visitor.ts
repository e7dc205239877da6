import { until } from '@platform/api/testing';
import { answerToText } from '@platform/api-contract/answers';
import type { Message, VisitorEvent } from '@platform/api-contract/types';
import { createRealtimeClient, type RealtimeClient } from '@platform/realtime/client';
import {
  applyEvent,
  emptyThread,
  mergeThread,
  Outbox,
  type ThreadState,
} from '@platform/widget-sdk/testing';
import { TRPCClientError } from '@trpc/client';
import { shownBeforeHold } from './slow-model.ts';
import { customerOrigin } from './team-member.ts';
import { type Api, apiAt, realtimeAt } from './trpc-at.ts';
import { Watched } from './waiting.ts';

const pageOfMessages = 100;
/** The widget waits a second and longer; a test need not. */
const retryMs = 50;

/**
 * A visitor with the widget's own outbox, thread and realtime client, and no page around them. Notes
 * what was acknowledged and what was shown, for a test to hold against what is stored.
 */
export class HarbourVisitor {
  readonly api: Api;
  readonly watched = new Watched();
  /** Client ids of what the server said it has. */
  readonly acknowledged: string[] = [];
  readonly asked: string[] = [];
  /** Sequences of messages as they were told live. */
  readonly arrivals: number[] = [];
  /** What was streamed of an answer and is not in the answer that was stored. */
  readonly mistold: string[] = [];
  /** How often the connection stood. */
  connections = 0;
  thread: ThreadState = emptyThread;
  conversationId = '';
  #token = '';
  readonly #outbox: Outbox;
  readonly #memory = new Map<string, string>();
  readonly #realtimeOrigin: string;
  #client: RealtimeClient<VisitorEvent> | undefined;
  #connected = false;
  #fetching = false;
  #eventCount = 0;

  private constructor(origin: string, realtimeOrigin: string) {
    this.#realtimeOrigin = realtimeOrigin;
    this.api = apiAt(origin, () => ({
      origin: customerOrigin,
      ...(this.#token === '' ? {} : { authorization: `Bearer ${this.#token}` }),
    }));
    const memory = this.#memory;
    this.#outbox = new Outbox({
      memory: {
        get: (key) => memory.get(key) ?? null,
        set: (key, value) => void (value === null ? memory.delete(key) : memory.set(key, value)),
        values: (prefix) =>
          [...memory].flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : [])),
      },
      send: (entry) => this.#send(entry.clientId, entry.conversationId, entry.text),
      onSent: ({ clientId }, { conversation }) => {
        this.acknowledged.push(clientId);
        this.#follow(conversation.id);
        this.watched.changed();
      },
      onChange: () => this.watched.changed(),
      schedule: (retry) => {
        const timer = setTimeout(retry, retryMs);
        return () => clearTimeout(timer);
      },
    });
  }

  static async arrive(
    origin: string,
    widgetId: string,
    realtimeOrigin = origin,
  ): Promise<HarbourVisitor> {
    const visitor = new HarbourVisitor(origin, realtimeOrigin);
    const { token } = await visitor.api.visitor.start.mutate({
      widgetId,
      pageUrl: `${customerOrigin}/harbour`,
    });
    visitor.#token = token;
    return visitor;
  }

  /** Asks, again and again until it is acknowledged. Returns at once. */
  ask(text: string): void {
    const clientId = crypto.randomUUID();
    this.asked.push(clientId);
    this.#outbox.add({
      clientId,
      conversationId: this.conversationId === '' ? null : this.conversationId,
      text,
      createdAtMs: performance.now(),
    });
  }

  /** Until everything asked is acknowledged, and the newest of it answered by a whole message. */
  async untilAnswered(): Promise<void> {
    await this.watched.until(
      () =>
        this.#outbox.entries().length === 0 &&
        this.thread.messages.filter((each) => each.role === 'visitor').length ===
          this.asked.length &&
        this.thread.messages.at(-1)?.role === 'assistant',
      () => `not answered: ${this.describe()}`,
    );
  }

  /** Until an answer is being shown, as far as a held one is. */
  async untilInTheMiddle(): Promise<void> {
    await this.watched.until(
      () => (this.thread.live?.nextSeq ?? 0) >= shownBeforeHold,
      () => `no answer in its middle: ${this.describe()}`,
    );
  }

  /** Until the connection stands again; it comes back by itself. */
  async untilConnected(): Promise<void> {
    await this.watched.until(
      () => this.#connected,
      () => `not connected: ${this.describe()}`,
    );
  }

  describe(): string {
    const { messages, live } = this.thread;
    return JSON.stringify({
      messages: messages.map((each) => `${each.sequence} ${each.role}`),
      live: live === null ? null : live.nextSeq,
      outbox: this.#outbox.entries().map((each) => each.refused ?? 'waiting'),
      acknowledged: this.acknowledged.length,
      asked: this.asked.length,
      connections: this.connections,
    });
  }

  leave(): void {
    this.#outbox.stop();
    this.#client?.close();
  }

  async #send(clientId: string, conversationId: string | null, text: string) {
    try {
      return await this.api.visitor.send.mutate({
        clientId,
        text,
        ...(conversationId === null ? {} : { conversationId }),
      });
    } catch (error) {
      // The widget's outbox knows a refusal by these fields.
      if (error instanceof TRPCClientError && error.data) throw Object.assign(error, error.data);
      throw error;
    }
  }

  #follow(conversationId: string): void {
    if (this.conversationId !== '') return;
    this.conversationId = conversationId;
    this.#client = createRealtimeClient<VisitorEvent>({
      url: realtimeAt(this.#realtimeOrigin),
      getToken: () => this.#token,
      onState: (state) => {
        this.#connected = state === 'open';
        if (this.#connected) this.connections += 1;
        this.watched.changed();
      },
    });
    this.#client.subscribe(`conversation:${conversationId}`, {
      onMessage: (event) => this.#receive(event),
      onReset: () => void this.#refetch(),
    });
  }

  #receive(event: VisitorEvent): void {
    this.#eventCount += 1;
    if (event.type === 'message.created') {
      this.arrivals.push(event.payload.sequence);
      this.#compare(event.payload);
    }
    this.thread = applyEvent(this.thread, event, Date.now());
    this.watched.changed();
    if (this.thread.stale) void this.#refetch();
  }

  /** What was streamed of an answer has to be how the stored one begins. */
  #compare(message: Message): void {
    const { live } = this.thread;
    if (live === null || live.answerId !== message.answerId) return;
    const streamed = answerToText(live.tree);
    if (!message.text.startsWith(streamed)) this.mistold.push(streamed);
  }

  async #refetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    const { conversationId } = this;
    let eventCount = this.#eventCount;
    const fetched = await until(
      () => {
        eventCount = this.#eventCount;
        return this.api.visitor.thread
          .query({ conversationId, limit: pageOfMessages })
          .catch(() => null);
      },
      (thread) => thread !== null,
      60_000,
    );
    this.#fetching = false;
    if (fetched === null) return;
    this.thread = mergeThread(this.thread, {
      thread: fetched,
      limit: pageOfMessages,
      eventsMeanwhile: this.#eventCount !== eventCount,
      nowMs: Date.now(),
    });
    this.watched.changed();
  }
}
