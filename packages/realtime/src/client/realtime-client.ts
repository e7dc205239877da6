import type { ByeReason, ClientFrame, Envelope, Position, ServerFrame } from '../protocol.ts';
import type {
  ClientState,
  RealtimeClient,
  RealtimeClientOptions,
  SubscriptionHandlers,
  SubscriptionState,
} from './types.ts';

interface Subscription<Message extends { type: string; payload: unknown }> {
  readonly ref: number;
  readonly resource: string;
  readonly handlers: SubscriptionHandlers<Message>;
  topic?: string | undefined;
  cursor?: Position | undefined;
  /** Ids of late, against repetitions that offsets do not show (a new epoch). */
  readonly seen: Set<string>;
}

/** The little of a page that matters here; absent in Node. */
interface Page {
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
  readonly navigator?: { readonly onLine?: boolean };
  readonly document?: Page & { readonly visibilityState: string };
}

const rememberedIds = 256;
const firstRetryMs = 500;
const maxRetryMs = 30_000;
const answerTimeoutMs = 10_000;

/**
 * Keeps one connection to a gateway and resumes every subscription where it stopped. Coming back is
 * spread at random (full jitter) and follows the network and the visibility of the page.
 */
export function createRealtimeClient<
  Message extends { type: string; payload: unknown } = { type: string; payload: unknown },
>(options: RealtimeClientOptions): RealtimeClient<Message> {
  const page = globalThis as unknown as Page;
  const subscriptions = new Map<number, Subscription<Message>>();
  let socket: WebSocket | undefined;
  let greeted = false;
  let welcomed = false;
  let stopped = false;
  let attempts = 0;
  let lastRef = 0;
  let pingEveryMs = answerTimeoutMs;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;

  const setState = (state: ClientState, reason?: ByeReason) => options.onState?.(state, reason);

  function send(...frames: ClientFrame[]): void {
    if (socket?.readyState === 1) socket.send(JSON.stringify(frames));
  }

  function expectWithin(ms: number): void {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => hangUp(), ms);
  }

  function request({ ref, resource, cursor }: Subscription<Message>): ClientFrame {
    return { op: 'subscribe', ref, resource, ...(cursor && { from: cursor }) };
  }

  async function connect(): Promise<void> {
    clearTimeout(retryTimer);
    if (stopped || socket) return;
    if (page.navigator?.onLine === false) {
      setState('offline');
      return;
    }
    setState('connecting');
    greeted = false;
    welcomed = false;
    const own = new WebSocket(options.url);
    socket = own;
    expectWithin(answerTimeoutMs);
    own.onmessage = (event) => {
      if (socket !== own) return;
      expectWithin(2 * pingEveryMs);
      for (const frame of JSON.parse(String(event.data)) as ServerFrame[]) {
        if (socket === own) receive(frame);
      }
    };
    own.onclose = () => {
      if (socket === own) hangUp();
    };
    own.onerror = () => undefined;
    try {
      const [token] = await Promise.all([
        options.getToken?.(),
        new Promise((resolve) => {
          own.onopen = resolve;
        }),
      ]);
      if (socket !== own) return;
      // Everything in one message: the subscriptions need not wait for the welcome.
      greeted = true;
      send(
        { op: 'hello', v: 1, ...(token && { token }) },
        ...[...subscriptions.values()].map(request),
      );
    } catch {
      // No token now is like no connection now.
      if (socket === own) hangUp();
    }
  }

  /** Lets go of the connection and comes back after `afterMs`, or after a growing random time. */
  function hangUp(afterMs?: number): void {
    clearTimeout(silenceTimer);
    clearTimeout(refreshTimer);
    const old = socket;
    socket = undefined;
    old?.close();
    if (stopped) return;
    for (const subscription of subscriptions.values()) {
      // Forgotten, so that nothing reaches a subscription before its own resumption does.
      if (subscription.topic) subscription.handlers.onState?.('pending');
      subscription.topic = undefined;
    }
    setState('waiting');
    const ceilingMs = Math.min(maxRetryMs, firstRetryMs * 2 ** attempts++);
    retryTimer = setTimeout(connect, afterMs ?? Math.random() * ceilingMs);
  }

  function stop(reason?: ByeReason): void {
    stopped = true;
    clearTimeout(retryTimer);
    hangUp();
    for (const event of ['online', 'offline']) page.removeEventListener?.(event, onNetwork);
    page.document?.removeEventListener?.('visibilitychange', onVisible);
    setState('stopped', reason);
  }

  function onTopic(topic: string, act: (subscription: Subscription<Message>) => void): void {
    for (const subscription of [...subscriptions.values()]) {
      if (subscription.topic === topic) act(subscription);
    }
  }

  function receive(frame: ServerFrame): void {
    switch (frame.op) {
      case 'welcome':
        welcomed = true;
        attempts = 0;
        pingEveryMs = frame.pingEveryMs;
        clearTimeout(refreshTimer);
        if (frame.refreshInMs !== undefined && options.getToken) {
          refreshTimer = setTimeout(refresh, frame.refreshInMs);
        }
        setState('open');
        break;
      case 'message':
        onTopic(frame.topic, (subscription) => deliver(subscription, frame));
        break;
      case 'subscribed': {
        const subscription = subscriptions.get(frame.ref);
        if (!subscription) break;
        subscription.topic = frame.topic;
        subscription.handlers.onState?.('live');
        if (!frame.recovered) restart(subscription, frame);
        break;
      }
      case 'reset':
        onTopic(frame.topic, (subscription) => restart(subscription, frame));
        break;
      case 'refused': {
        const subscription = subscriptions.get(frame.ref);
        if (subscription) end(subscription, frame.code);
        break;
      }
      case 'revoked':
        onTopic(frame.topic, (subscription) => end(subscription, 'revoked'));
        break;
      case 'ping':
        send({ op: 'pong' });
        break;
      case 'pong':
        break;
      case 'bye':
        if (frame.retryAfterMs !== undefined) hangUp(frame.retryAfterMs);
        // A session that was good may only need a fresh token; one that never was will not become so.
        else if (frame.reason === 'unauthenticated' && welcomed && options.getToken) hangUp();
        else stop(frame.reason);
        break;
    }
  }

  function deliver(subscription: Subscription<Message>, frame: Envelope): void {
    const { cursor, seen } = subscription;
    if (cursor?.epoch === frame.epoch && frame.offset <= cursor.offset) return;
    subscription.cursor = { epoch: frame.epoch, offset: frame.offset };
    if (seen.has(frame.id)) return;
    seen.add(frame.id);
    for (const oldest of seen) {
      if (seen.size <= rememberedIds) break;
      seen.delete(oldest);
    }
    subscription.handlers.onMessage(frame as Message & Envelope);
  }

  function restart(subscription: Subscription<Message>, { epoch, offset }: Position): void {
    subscription.cursor = { epoch, offset };
    subscription.handlers.onReset();
  }

  function end(subscription: Subscription<Message>, state: SubscriptionState): void {
    subscription.topic = undefined;
    if (state === 'unavailable') {
      // The server could not decide; it is asked again, unless a new connection does so before.
      const asked = socket;
      setTimeout(
        () => {
          if (socket === asked && subscriptions.has(subscription.ref)) send(request(subscription));
        },
        firstRetryMs * (1 + 3 * Math.random()),
      );
    } else {
      subscriptions.delete(subscription.ref);
    }
    subscription.handlers.onState?.(state);
  }

  async function refresh(): Promise<void> {
    const asked = socket;
    try {
      const token = await options.getToken?.();
      if (token !== undefined && socket === asked) send({ op: 'auth', token });
    } catch {
      // Without a fresh token the server ends the session when the old one does, and we come back.
    }
  }

  function onNetwork(): void {
    if (page.navigator?.onLine === false) {
      hangUp();
      clearTimeout(retryTimer);
      if (!stopped) setState('offline');
    } else if (socket) {
      probe();
    } else {
      attempts = 0;
      connect();
    }
  }

  function onVisible(): void {
    if (page.document?.visibilityState === 'visible') onNetwork();
  }

  /** After sleep a connection may be dead without knowing. */
  function probe(): void {
    if (!welcomed) return;
    send({ op: 'ping' });
    expectWithin(answerTimeoutMs / 2);
  }

  for (const event of ['online', 'offline']) page.addEventListener?.(event, onNetwork);
  page.document?.addEventListener?.('visibilitychange', onVisible);
  connect();

  return {
    subscribe(resource, handlers) {
      lastRef += 1;
      const ref = lastRef;
      const subscription: Subscription<Message> = { ref, resource, handlers, seen: new Set() };
      subscriptions.set(ref, subscription);
      handlers.onState?.('pending');
      if (greeted) send(request(subscription));
      return () => {
        if (subscriptions.delete(ref) && greeted) send({ op: 'unsubscribe', ref });
      };
    },
    signal(resource, type, payload) {
      for (const { ref, resource: own, topic } of subscriptions.values()) {
        if (own === resource && topic) {
          send({ op: 'signal', ref, type, payload });
          return;
        }
      }
    },
    close: () => {
      if (!stopped) stop();
    },
  };
}
