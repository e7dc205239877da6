import { until } from '@platform/api/testing';
import type { Message, TeamEvent, TeamMessage } from '@platform/api-contract/types';
import { createRealtimeClient, type RealtimeClient } from '@platform/realtime/client';
import { type Api, apiAt, realtimeAt } from './trpc-at.ts';
import { Watched } from './waiting.ts';

export const customerOrigin = 'https://www.customer.example';

/** Cookies by address: browsers send them with the upgrade of a socket, and Node's does not. */
const cookies = new Map<string, string>();

class BrowserLikeWebSocket extends WebSocket {
  constructor(url: string) {
    const cookie = cookies.get(url);
    // Node takes headers here; the type is the browser's, which has none.
    super(url, (cookie === undefined ? {} : { headers: { cookie } }) as never);
  }
}
globalThis.WebSocket = BrowserLikeWebSocket as typeof WebSocket;

/** What one conversation looked like to a person of the team who had it open. */
export interface Watching {
  /** By id, however it came. */
  readonly messages: Map<string, TeamMessage>;
  /** Sequences of messages as they were told live. */
  readonly arrivals: number[];
  /** Live parts of answers by their id, each with when the answer was closed before it. */
  readonly parts: Map<string, number>;
  readonly closed: Map<string, string>;
  /** Parts that came after their answer was closed. */
  lateParts: number;
}

/** A person with a workspace of their own, signed in at one origin. */
export class TeamMember {
  readonly api: Api;
  readonly origin: string;
  readonly watched = new Watched();
  readonly watching = new Map<string, Watching>();
  readonly inbox: string[] = [];
  tenantId = '';
  #cookie = '';
  #csrf = '';
  #client: RealtimeClient<TeamEvent> | undefined;

  private constructor(origin: string) {
    this.origin = origin;
    this.api = apiAt(
      origin,
      () => this.headers(),
      (response) => {
        const [cookie] = response.headers.getSetCookie();
        if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
      },
    );
  }

  static async signUp(origin: string): Promise<TeamMember> {
    const member = new TeamMember(origin);
    const me = await member.api.auth.signUp.mutate({
      name: 'Ada Example',
      email: `ada-${crypto.randomUUID()}@example.com`,
      password: 'correct horse battery staple',
      workspaceName: 'Harbour',
    });
    member.#csrf = me.csrfToken ?? '';
    member.tenantId = me.memberships[0]?.tenantId ?? '';
    return member;
  }

  headers(): Record<string, string> {
    return {
      origin: this.origin,
      ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
      ...(this.#csrf === '' ? {} : { 'x-csrf-token': this.#csrf }),
      ...(this.tenantId === '' ? {} : { 'x-workspace': this.tenantId }),
    };
  }

  async createWidget(): Promise<string> {
    const { assistants } = await this.api.assistants.list.query();
    const [assistant] = assistants;
    if (assistant === undefined) throw new Error('The workspace has no assistant.');
    const widget = await this.api.widgets.create.mutate({
      name: 'Site',
      assistantId: assistant.id,
      allowedOrigins: [customerOrigin],
    });
    return widget.id;
  }

  /** Uploads a file as the dashboard does, and waits until it can be searched. */
  async upload(name: string, text: string): Promise<void> {
    const form = new FormData();
    form.append('files', new Blob([text], { type: 'text/markdown' }), name);
    const response = await fetch(`${this.origin}/upload/documents`, {
      method: 'POST',
      headers: this.headers(),
      body: form,
    });
    if (!response.ok) throw new Error(`The upload was refused: ${await response.text()}`);
    await until(
      () => this.api.knowledge.list.query({}),
      (page) => page.items.some((each) => each.fileName === name && each.state === 'ready'),
      60_000,
    );
  }

  /** Opens the live connection, with the inbox. */
  async goLive(at = this.origin): Promise<void> {
    const url = `${realtimeAt(at)}?workspace=${this.tenantId}`;
    cookies.set(url, this.#cookie);
    this.#client = createRealtimeClient<TeamEvent>({ url });
    let live = false;
    this.#client.subscribe('inbox', {
      onMessage: (event) => {
        if (event.type === 'conversation.updated') this.inbox.push(event.payload.id);
        this.watched.changed();
      },
      onReset: () => undefined,
      onState: (state) => {
        live ||= state === 'live';
        this.watched.changed();
      },
    });
    await this.watched.until(
      () => live,
      () => 'the inbox is not live',
    );
  }

  /** Opens one conversation, as a click in the inbox does. */
  open(conversationId: string): Watching {
    const known = this.watching.get(conversationId);
    if (known !== undefined) return known;
    const seen: Watching = {
      messages: new Map(),
      arrivals: [],
      parts: new Map(),
      closed: new Map(),
      lateParts: 0,
    };
    this.watching.set(conversationId, seen);
    this.#client?.subscribe(`conversation:${conversationId}`, {
      onMessage: (event) => {
        this.#receive(seen, event);
        this.watched.changed();
      },
      onReset: () => void this.#refetch(conversationId, seen),
    });
    return seen;
  }

  #receive(seen: Watching, event: TeamEvent): void {
    switch (event.type) {
      case 'team.message.created':
        seen.arrivals.push(event.payload.sequence);
        seen.messages.set(event.payload.id, event.payload);
        break;
      case 'team.message.updated':
        seen.messages.set(event.payload.id, event.payload);
        break;
      case 'answer.delta': {
        const { answerId } = event.payload;
        if (seen.closed.has(answerId)) seen.lateParts += 1;
        else seen.parts.set(answerId, (seen.parts.get(answerId) ?? 0) + 1);
        break;
      }
      case 'answer.closed':
        seen.closed.set(event.payload.answerId, event.payload.reason);
        break;
      default:
        break;
    }
  }

  async #refetch(conversationId: string, seen: Watching): Promise<void> {
    // Asked until it is told: the process that would tell may be gone again by now.
    const page = await until(
      () => this.api.conversations.messages.query({ conversationId, limit: 200 }).catch(() => null),
      (found) => found !== null,
      60_000,
    );
    for (const message of page?.messages ?? []) seen.messages.set(message.id, message);
    this.watched.changed();
  }

  /** The stored thread, the truth that everything else is held against. */
  async stored(conversationId: string): Promise<Message[]> {
    const page = await this.api.conversations.messages.query({ conversationId, limit: 200 });
    return page.messages;
  }

  leave(): void {
    this.#client?.close();
  }
}
