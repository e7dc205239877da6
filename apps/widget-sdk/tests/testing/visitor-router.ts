import {
  type ContextsByPermission,
  createAppRouter,
  type GuardedCall,
  type Handlers,
  // biome-ignore lint/style/noRestrictedImports: this serves a browser test and is in no bundle.
} from '@platform/api-contract/router';
import { answerFor } from './answers.ts';
import type { Desk } from './desk.ts';
import { Refusal } from './refusal.ts';

type VisitorCall<Name extends keyof Handlers<Contexts>['visitor']> = Parameters<
  Handlers<Contexts>['visitor'][Name]
>[0];
type Contexts = Record<keyof ContextsByPermission, object>;

/** The visitor's calls on the contract's own router; whoever calls anything else is told off. */
export function createVisitorRouter(desk: Desk) {
  const visitor: Handlers<Contexts>['visitor'] = {
    start: ({ input }) => desk.start(input.person),
    history: () => ({
      conversations: [...desk.threads.values()].map((each) => each.conversation).reverse(),
    }),
    thread: ({ input: { conversationId, before = Number.POSITIVE_INFINITY, limit } }) => {
      const { conversation, messages } = desk.find(conversationId);
      const page = messages.filter((each) => each.sequence < before).slice(-limit);
      return { conversation, messages: page, openAnswer: null };
    },
    send: (call) => send(desk, call),
    stopAnswer: () => ({}),
    requestPerson: async ({ input }) => {
      const thread = desk.find(input.conversationId);
      await desk.setState(thread, 'waiting', null);
      await desk.say(thread, { role: 'system', notice: 'person-requested' });
      return thread.conversation;
    },
    markRead: ({ input }) => {
      desk.find(input.conversationId).conversation.unread = 0;
      return {};
    },
    rate: ({ input }) => {
      const messages = [...desk.threads.values()].flatMap((each) => each.messages);
      const message = messages.find((each) => each.id === input.messageId);
      if (!message) throw new Refusal('NOT_FOUND', 'This does not exist, or not for you.');
      message.rating = input.value && { value: input.value, reason: input.reason ?? null };
      return message;
    },
    excerpt: ({ input }) => {
      const messages = [...desk.threads.values()].flatMap((each) => each.messages);
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
        desk.calls.push({ name: `visitor.${name}`, input: call.input });
        const words = desk.refusals.get(`visitor.${name}`);
        if (words !== undefined) throw new Refusal('INVALID_INPUT', words);
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
      if (desk.failing) throw new Refusal('RATE_LIMITED', 'Please wait a moment.', true);
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

async function send(desk: Desk, { input }: VisitorCall<'send'>) {
  const known = [...desk.threads.values()].find((each) =>
    each.messages.some((message) => message.clientId === input.clientId),
  );
  const thread =
    known ?? (input.conversationId ? desk.find(input.conversationId) : desk.begin(input.text));
  const again = thread.messages.find((each) => each.clientId === input.clientId);
  const { text, clientId } = input;
  const message = again ?? (await desk.say(thread, { role: 'visitor', text, clientId }));
  if (!again && !desk.silent && thread.conversation.state === 'ai') {
    void desk.answer(thread, answerFor(input.text));
  }
  return { conversation: thread.conversation, message };
}
