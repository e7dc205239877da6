import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { parseClientMessage } from '../protocol.schema.ts';
import {
  type ByeReason,
  type ClientFrame,
  closeCodes,
  protocolVersion,
  type RefusalCode,
  type ServerFrame,
} from '../protocol.ts';
import type { CutReason, GatewayLimits, GatewayPorts, RealtimeLogger, Session } from './ports.ts';
import type { Reader } from './topic-feed.ts';
import type { TopicHub } from './topic-hub.ts';
import { textMessage } from './ws-frame.ts';

/** What all connections of a gateway share. */
export interface ConnectionContext<Actor> {
  readonly ports: GatewayPorts<Actor>;
  readonly hub: TopicHub;
  readonly limits: GatewayLimits;
  readonly logger: RealtimeLogger;
  /** When a reader that is sent away shall come back: spread, so that they do not come together. */
  retryAfterMs(): number;
  onCut(reason: CutReason): void;
  onClose(connection: Connection<Actor>): void;
}

interface Subscription {
  readonly ref: number;
  readonly resource: string;
  /** Known once granted. */
  topic: string | undefined;
  /** Whether the client was told that it is subscribed. */
  live: boolean;
}

type FrameOf<Op extends ClientFrame['op']> = Extract<ClientFrame, { op: Op }>;

const pingMessage = textMessage(JSON.stringify([{ op: 'ping' } satisfies ServerFrame]));

/**
 * One socket: hello, subscriptions, heartbeat, and its end. It holds no timer of its own; the gateway
 * calls `sweep` for all of them, which keeps an idle reader small.
 */
export class Connection<Actor> implements Reader {
  readonly #context: ConnectionContext<Actor>;
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  readonly #subscriptions = new Map<number, Subscription>();
  #request: IncomingMessage | undefined;
  #session: Session<Actor> | undefined;
  /** Frames that came while the hello was being answered. */
  #early: ClientFrame[] | undefined;
  #closed = false;
  /** Counts re-checks of rights, so that a decision taken before one is not used after it. */
  #rightsVersion = 0;
  #framesThisSecond = 0;
  #heardAtMs: number;
  #nextPingAtMs: number;

  constructor(
    context: ConnectionContext<Actor>,
    webSocket: WebSocket,
    socket: Duplex,
    request: IncomingMessage,
    nowMs: number,
  ) {
    this.#context = context;
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#request = request;
    this.#heardAtMs = nowMs;
    // Spread over the interval, so that pings of many sockets do not fall together.
    this.#nextPingAtMs = nowMs + context.limits.pingEveryMs * (0.5 + Math.random() / 2);
    webSocket.on('message', (data, isBinary) => {
      if (isBinary || !Buffer.isBuffer(data)) this.bye('malformed');
      else this.#receive(data.toString());
    });
    // What breaks the WebSocket protocol itself; ws closes that socket with the proper code.
    webSocket.on('error', (error) => {
      context.logger.debug({ err: error }, 'realtime socket error');
    });
    webSocket.on('close', () => this.#end());
  }

  get keys(): readonly string[] {
    return this.#session?.keys ?? [];
  }

  get subscriptionCount(): number {
    return this.#subscriptions.size;
  }

  // --- writing

  write(message: Buffer): void {
    if (this.#closed) return;
    if (this.#socket.writableLength > this.#context.limits.maxBufferedBytes) this.#cut('slow');
    else this.#socket.write(message);
  }

  cork(): void {
    this.#socket.cork();
  }

  uncork(): void {
    this.#socket.uncork();
  }

  #send(frame: ServerFrame): void {
    this.write(textMessage(JSON.stringify([frame])));
  }

  /** Says why, then closes this socket. Without `retryAfterMs` the client is told not to come back. */
  bye(reason: ByeReason, retryAfterMs?: number): void {
    if (this.#closed) return;
    this.#send({ op: 'bye', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    this.#webSocket.close(closeCodes[reason], reason);
    this.#end();
  }

  /** Ends the socket without a closing handshake. */
  terminate(): void {
    this.#webSocket.terminate();
    this.#end();
  }

  #cut(reason: CutReason): void {
    this.#context.onCut(reason);
    this.terminate();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const { topic } of this.#subscriptions.values()) {
      if (topic !== undefined) this.#context.hub.detach(topic, this);
    }
    this.#subscriptions.clear();
    this.#request = undefined;
    this.#early = undefined;
    this.#context.onClose(this);
  }

  /** Resolves when the socket itself is gone, which may be some time after the goodbye. */
  async whenClosed(): Promise<void> {
    if (this.#webSocket.readyState === this.#webSocket.CLOSED) return;
    await new Promise<void>((resolve) => this.#webSocket.once('close', () => resolve()));
  }

  /** Called by the gateway about once a second. */
  sweep(nowMs: number): void {
    const { helloTimeoutMs, pingEveryMs } = this.#context.limits;
    this.#framesThisSecond = 0;
    const silentMs = nowMs - this.#heardAtMs;
    if (this.#session === undefined) {
      if (silentMs > helloTimeoutMs) this.bye('hello_timeout', this.#context.retryAfterMs());
      return;
    }
    if (silentMs > 2 * pingEveryMs) {
      this.#cut('silent');
    } else if ((this.#session.expiresAtMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
      this.bye('unauthenticated');
    } else if (nowMs >= this.#nextPingAtMs) {
      this.#nextPingAtMs = nowMs + pingEveryMs;
      this.write(pingMessage);
    }
  }

  // --- reading

  #receive(text: string): void {
    if (this.#closed) return;
    this.#heardAtMs = Date.now();
    const frames = parseClientMessage(text);
    if (frames === null) {
      this.bye('malformed');
      return;
    }
    this.#framesThisSecond += frames.length;
    if (this.#framesThisSecond > this.#context.limits.maxFramesPerSecond) {
      this.bye('too_many_frames', this.#context.retryAfterMs());
      return;
    }
    for (const frame of frames) {
      if (this.#closed) return;
      this.#dispatch(frame);
    }
  }

  #dispatch(frame: ClientFrame): void {
    if (this.#session === undefined) {
      if (this.#early !== undefined) this.#early.push(frame);
      else if (frame.op === 'hello') this.#run(this.#hello(frame));
      else this.bye('malformed');
      return;
    }
    switch (frame.op) {
      case 'hello':
        this.bye('malformed');
        break;
      case 'auth':
        this.#run(this.#reauthenticate(frame));
        break;
      case 'subscribe':
        this.#run(this.#subscribe(frame));
        break;
      case 'unsubscribe':
        this.#drop(frame.ref);
        break;
      case 'signal':
        this.#run(this.#signal(frame));
        break;
      case 'ping':
        this.#send({ op: 'pong' });
        break;
      case 'pong':
        break;
    }
  }

  /** Whatever a port throws ends here: this socket comes back later, the process goes on. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#context.logger.error({ err: error }, 'realtime connection failed');
      this.bye('unavailable', this.#context.retryAfterMs());
    });
  }

  async #hello(frame: FrameOf<'hello'>): Promise<void> {
    if (frame.v !== protocolVersion) {
      this.bye('unsupported_version');
      return;
    }
    this.#early = [];
    const credentials = { token: frame.token, request: this.#request };
    const session = await this.#context.ports.authenticate(credentials);
    this.#request = undefined;
    if (this.#closed) return;
    if (session === null) {
      this.bye('unauthenticated');
      return;
    }
    const early = this.#early;
    this.#early = undefined;
    this.#welcome(session);
    for (const next of early) {
      if (this.#closed) return;
      this.#dispatch(next);
    }
  }

  async #reauthenticate({ token }: FrameOf<'auth'>): Promise<void> {
    const session = await this.#context.ports.authenticate({ token, request: undefined });
    if (this.#closed) return;
    if (session === null) {
      this.bye('unauthenticated');
      return;
    }
    this.#rightsVersion += 1;
    this.#welcome(session);
    // Another token may speak for somebody else, whose rights decide from here on.
    await this.#recheckSubscriptions(session);
  }

  #welcome(session: Session<Actor>): void {
    this.#session = session;
    const { pingEveryMs } = this.#context.limits;
    // With a tenth of its life left there is time for a retry or two.
    const refreshInMs = session.expiresAtMs && (session.expiresAtMs - Date.now()) * 0.9;
    this.#send({
      op: 'welcome',
      v: protocolVersion,
      pingEveryMs,
      ...(refreshInMs === undefined ? {} : { refreshInMs: Math.max(0, Math.floor(refreshInMs)) }),
    });
  }

  async #subscribe({ ref, resource, from }: FrameOf<'subscribe'>): Promise<void> {
    const { limits, logger, hub } = this.#context;
    if (this.#subscriptions.has(ref)) {
      this.bye('malformed');
      return;
    }
    if (this.#subscriptions.size >= limits.maxSubscriptions) {
      this.#send({ op: 'refused', ref, code: 'too_many' });
      return;
    }
    const subscription: Subscription = { ref, resource, topic: undefined, live: false };
    this.#subscriptions.set(ref, subscription);
    const isWanted = () => this.#subscriptions.get(ref) === subscription;
    try {
      const decision = await this.#decide(resource);
      if (!isWanted()) return;
      if (decision.topic === undefined) {
        this.#refuse(subscription, decision.refused);
        return;
      }
      const { topic } = decision;
      subscription.topic = topic;
      await hub.attach(topic, this, from, ({ position, recovered, missed }) => {
        if (!isWanted()) return false;
        subscription.live = true;
        const frame: ServerFrame = { op: 'subscribed', ref, topic, recovered, ...position };
        this.write(textMessage(`[${[JSON.stringify(frame), ...missed].join(',')}]`));
        return isWanted();
      });
    } catch (error) {
      logger.warn({ err: error }, 'realtime subscription failed');
      if (isWanted()) this.#refuse(subscription, 'unavailable');
    }
  }

  /** A decision by the rights of now: one that was overtaken by a re-check is taken again. */
  async #decide(resource: string): ReturnType<GatewayPorts<Actor>['authorize']> {
    for (;;) {
      const version = this.#rightsVersion;
      const session = this.#session;
      if (session === undefined) return { refused: 'forbidden' };
      const decision = await this.#context.ports.authorize(session.actor, resource);
      if (this.#rightsVersion === version || this.#closed) return decision;
    }
  }

  #refuse(subscription: Subscription, code: RefusalCode): void {
    this.#drop(subscription.ref);
    this.#send({ op: 'refused', ref: subscription.ref, code });
  }

  #drop(ref: number): void {
    const subscription = this.#subscriptions.get(ref);
    if (subscription === undefined) return;
    this.#subscriptions.delete(ref);
    const { topic } = subscription;
    if (topic === undefined) return;
    for (const other of this.#subscriptions.values()) if (other.topic === topic) return;
    this.#context.hub.detach(topic, this);
  }

  async #signal({ ref, type, payload }: FrameOf<'signal'>): Promise<void> {
    const subscription = this.#subscriptions.get(ref);
    const { signal } = this.#context.ports;
    if (this.#session === undefined || subscription?.topic === undefined) return;
    if (signal === undefined || !subscription.live) return;
    const { resource, topic } = subscription;
    try {
      await signal(this.#session.actor, { resource, topic, type, payload });
    } catch (error) {
      // A signal is not worth keeping, so a lost one is not worth a connection.
      this.#context.logger.warn({ err: error }, 'realtime signal failed');
    }
  }

  // --- rights

  /** Looks at the session and at each subscription again, and takes back what is no longer due. */
  async revalidate(): Promise<void> {
    if (this.#session === undefined || this.#closed) return;
    this.#rightsVersion += 1;
    const version = this.#rightsVersion;
    try {
      const session = await this.#context.ports.reload(this.#session.actor);
      if (this.#closed || version !== this.#rightsVersion) return;
      if (session === null) {
        this.bye('unauthenticated');
        return;
      }
      this.#session = session;
      await this.#recheckSubscriptions(session);
    } catch (error) {
      // Rights that cannot be looked up are not assumed: the reader asks again on a new connection.
      this.#context.logger.warn({ err: error }, 'realtime rights could not be re-checked');
      this.bye('unavailable', this.#context.retryAfterMs());
    }
  }

  async #recheckSubscriptions(session: Session<Actor>): Promise<void> {
    for (const subscription of [...this.#subscriptions.values()]) {
      const { ref, resource, topic, live } = subscription;
      if (topic === undefined) continue;
      const decision = await this.#context.ports.authorize(session.actor, resource);
      // Closed, unsubscribed, or looked at anew meanwhile.
      if (this.#session !== session || this.#subscriptions.get(ref) !== subscription) continue;
      if (decision.topic === topic) continue;
      if (live) {
        this.#drop(ref);
        this.#send({ op: 'revoked', topic });
      } else {
        this.#refuse(subscription, decision.refused ?? 'not_found');
      }
    }
  }
}
