import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
// biome-ignore lint/style/noRestrictedImports: this serves a browser test and is in no bundle.
import { createAppRouter, type GuardedCall, type Handlers } from '@platform/api-contract/router';
import type {
  Message,
  VisitorConversation,
  VisitorEvent,
  VisitorStart,
} from '@platform/api-contract/types';
// biome-ignore lint/style/noRestrictedImports: as above.
import { createGateway, createMemoryLog } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { answerFor, emptyMessage, type Script } from './answers.ts';
import { Refusal } from './refusal.ts';
import { serveFile } from './static-files.ts';
import { welcome } from './welcome.ts';

type VisitorCall<Name extends keyof Handlers<Contexts>['visitor']> = Parameters<
  Handlers<Contexts>['visitor'][Name]
>[0];
type Contexts = { public: object; session: object; visitor: object; workspace: object };

export interface Thread {
  conversation: VisitorConversation;
  messages: Message[];
}

/**
 * A server that speaks the platform's wire and nothing else: its calls go through the contract's own
 * router, so every input and output is held to the schemas, and its socket is the real gateway on the
 * log in memory. What it says is the test's to decide.
 */
export class Desk {
  origin = '';
  readonly threads = new Map<string, Thread>();
  readonly calls: { name: string; input: unknown }[] = [];
  readonly defaults = welcome();
  settings: Partial<VisitorStart> = {};
  /** Off: calls break like a network that is gone. */
  reachable = true;
  /** On: questions stay without an answer until the test gives one. */
  silent = false;
  /** On: every call is answered with a refusal that says to come back. */
  failing = false;
  /** What `visitor.start` is refused with, in place of an answer. */
  refusal: string | null = null;
  lineOpen = true;
  private readonly lost = new Set<string>();
  private readonly log = createMemoryLog();
  private readonly server = createServer((request, response) => void this.serve(request, response));
  private readonly dist: string;
  private readonly gateway = createGateway<string>({
    log: this.log,
    logger: { debug: () => 0, info: () => 0, warn: () => 0, error: () => 0 },
    isOriginAllowed: () => this.lineOpen,
    authenticate: async ({ token }) => (token ? { actor: token, keys: [token] } : null),
    reload: async (actor) => ({ actor, keys: [actor] }),
    authorize: async (_actor, resource) => ({ topic: resource }),
    signal: async (_actor, { type }) =>
      void this.calls.push({ name: `signal.${type}`, input: null }),
  });
  private readonly trpc = createHTTPHandler({
    router: this.router(),
    basePath: '/trpc/',
    createContext: ({ req }) => ({ token: req.headers.authorization?.replace('Bearer ', '') }),
  });

  constructor(dist: string) {
    this.dist = dist;
    this.server.on('upgrade', (request, socket, head) =>
      this.gateway.handleUpgrade(request, socket, head),
    );
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.gateway.close(0);
    await this.log.close();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** As before any visitor came. */
  reset(): void {
    this.threads.clear();
    this.calls.length = 0;
    this.settings = {};
    this.reachable = true;
    this.silent = false;
    this.failing = false;
    this.refusal = null;
    this.lost.clear();
    this.lineOpen = true;
  }

  /** The next call of that name is done, and its answer never arrives. */
  loseNextAnswerTo(name: string): void {
    this.lost.add(name);
  }

  /** How many subscriptions are live. */
  following(): number {
    return this.gateway.stats().subscriptions;
  }

  names(): string[] {
    return this.calls.map((each) => each.name);
  }

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

  private start(): VisitorStart {
    if (this.refusal !== null) throw new Refusal('INVALID_INPUT', this.refusal);
    const current = [...this.threads.values()].at(-1)?.conversation;
    return {
      ...this.defaults,
      conversation: current
        ? { id: current.id, state: current.state, unread: current.unread }
        : null,
      ...this.settings,
    };
  }

  private find(conversationId: string): Thread {
    const thread = this.threads.get(conversationId);
    if (!thread) throw new Refusal('NOT_FOUND', 'This does not exist, or not for you.');
    return thread;
  }

  private async send({ input }: VisitorCall<'send'>) {
    const known = [...this.threads.values()].find((each) =>
      each.messages.some((message) => message.clientId === input.clientId),
    );
    const thread =
      known ?? (input.conversationId ? this.find(input.conversationId) : this.begin(input.text));
    const again = thread.messages.find((each) => each.clientId === input.clientId);
    const { text, clientId } = input;
    const message = again ?? (await this.say(thread, { role: 'visitor', text, clientId }));
    if (!again && !this.silent && thread.conversation.state === 'ai') {
      void this.answer(thread, answerFor(input.text));
    }
    return { conversation: thread.conversation, message };
  }

  private begin(firstQuestion: string): Thread {
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

  private router() {
    const visitor: Handlers<Contexts>['visitor'] = {
      start: () => this.start(),
      history: () => ({
        conversations: [...this.threads.values()].map((each) => each.conversation).reverse(),
      }),
      thread: ({ input: { conversationId, before = Number.POSITIVE_INFINITY, limit } }) => {
        const { conversation, messages } = this.find(conversationId);
        const page = messages.filter((each) => each.sequence < before).slice(-limit);
        return { conversation, messages: page, openAnswer: null };
      },
      send: (call) => this.send(call),
      stopAnswer: () => ({}),
      requestPerson: async ({ input }) => {
        const thread = this.find(input.conversationId);
        await this.setState(thread, 'waiting', null);
        await this.say(thread, { role: 'system', notice: 'person-requested' });
        return thread.conversation;
      },
      markRead: ({ input }) => {
        this.find(input.conversationId).conversation.unread = 0;
        return {};
      },
      rate: ({ input }) => {
        const messages = [...this.threads.values()].flatMap((each) => each.messages);
        const message = messages.find((each) => each.id === input.messageId);
        if (!message) throw new Refusal('NOT_FOUND', 'This does not exist, or not for you.');
        message.rating = input.value && { value: input.value, reason: input.reason ?? null };
        return message;
      },
      excerpt: ({ input }) => {
        const messages = [...this.threads.values()].flatMap((each) => each.messages);
        const message = messages.find((each) => each.id === input.messageId);
        const cited = message?.answer?.citations.find((each) => each.number === input.number);
        if (!cited) throw new Refusal('NOT_FOUND', 'This does not exist, or not for you.');
        const { documentId, documentTitle, headingPath, page, quote } = cited;
        return {
          documentId,
          documentTitle,
          headingPath,
          page,
          quote,
          before: 'You may end a rental at any time. ',
          after:
            ' We refund what you paid beyond that day within five working days, to the card you paid with.',
          stale: false,
        };
      },
      identify: () => ({}),
    };
    const noted = Object.fromEntries(
      Object.entries(visitor).map(([name, handle]) => [
        name,
        (call: { ctx: object; input: never }) => {
          this.calls.push({ name: `visitor.${name}`, input: call.input });
          return handle(call);
        },
      ]),
    );
    const notHere = new Proxy(
      {},
      { get: () => () => Promise.reject(new Error('Not a visitor’s call.')) },
    );
    const handlers = new Proxy(
      {},
      { get: (_table, domain) => (domain === 'visitor' ? noted : notHere) },
    ) as unknown as Handlers<Contexts>;
    return createAppRouter<Contexts>({
      handlers,
      guard: async ({ permission }: GuardedCall, ctx) => {
        const { token } = ctx as { token?: string };
        if (this.failing) throw new Refusal('RATE_LIMITED', 'Please wait a moment.', true);
        if (permission === 'visitor' && !token)
          throw new Refusal('UNAUTHENTICATED', 'Please sign in.');
        return ctx;
      },
      formatError: ({ error, path, shape }) => {
        const code = error.cause instanceof Refusal ? error.cause.code : 'INTERNAL';
        return {
          code: shape.code,
          message: error.message,
          data: {
            code,
            httpStatus: 400,
            path,
            error: code,
            retry: error.cause instanceof Refusal ? error.cause.retry : true,
            retryAfterMs: null,
            requestId: 'test',
            fields: [],
          },
        };
      },
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.reachable) {
      request.socket.destroy();
      return;
    }
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', 'authorization, content-type');
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else if (request.url?.startsWith('/trpc/')) {
      const name = request.url.slice(6).replace(/\?.*/, '');
      if (this.lost.delete(name)) response.end = () => response.destroy();
      this.trpc(request, response);
    } else await serveFile(this.dist, request.url?.replace(/^\/widget\//, '/') ?? '/', response);
  }
}
