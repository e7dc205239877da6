import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { parseClientMessage } from '../protocol.schema.ts';
import {
  type ByeReason,
  type ClientFrame,
  closeCodes,
  protocolVersion,
  type ServerFrame,
} from '../protocol.ts';
import type { CutReason, Session } from './ports.ts';
import { type Subscriber, Subscriptions, type SubscriptionsContext } from './subscriptions.ts';
import { textMessage } from './ws-frame.ts';

/** What all connections of a gateway share. */
export interface ConnectionContext<Actor> extends SubscriptionsContext<Actor> {
  /** When a reader that is sent away shall come back: spread, so that they do not come together. */
  retryAfterMs(): number;
  onCut(reason: CutReason): void;
  onClose(connection: Connection<Actor>): void;
}

type FrameOf<Op extends ClientFrame['op']> = Extract<ClientFrame, { op: Op }>;

const pingMessage = textMessage(JSON.stringify([{ op: 'ping' } satisfies ServerFrame]));

/**
 * One socket: hello, heartbeat, and its end. It holds no timer of its own; the gateway calls `sweep`
 * for all of them, which keeps an idle reader small.
 */
export class Connection<Actor> implements Subscriber {
  readonly #context: ConnectionContext<Actor>;
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  /** Held for its cookies, until the hello is answered. */
  #request: IncomingMessage | undefined;
  #session: Session<Actor> | undefined;
  #subscriptions: Subscriptions<Actor> | undefined;
  /** Frames that came while the hello was being answered. */
  #early: ClientFrame[] | undefined;
  #closed = false;
  /** Counts looks at the session, so that a slow one does not undo a later one. */
  #looks = 0;
  #framesThisSecond = 0;
  #heardAtMs: number;
  #nextPingAtMs: number;

  constructor(
    context: ConnectionContext<Actor>,
    webSocket: WebSocket,
    socket: Duplex,
    request: IncomingMessage,
  ) {
    const nowMs = Date.now();
    this.#context = context;
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#request = request;
    this.#heardAtMs = nowMs;
    // Spread over the interval, so that pings of many sockets do not fall together.
    this.#nextPingAtMs = nowMs + context.limits.pingEveryMs * (0.5 + Math.random() / 2);
  }

  /** Whether this session has the key, or may turn out to have it once it is known. */
  mayHaveKey(key: string): boolean {
    return this.#session?.keys.includes(key) ?? true;
  }

  // --- events of the socket, which the gateway passes on

  onMessage(data: unknown, isBinary: boolean): void {
    if (isBinary || !Buffer.isBuffer(data)) this.bye('malformed');
    else this.#receive(data.toString());
  }

  /** What breaks the WebSocket protocol itself; ws closes that socket with the proper code. */
  onError(error: Error): void {
    this.#context.logger.debug({ err: error }, 'realtime socket error');
  }

  onClose(): void {
    this.#end();
  }

  get subscriptionCount(): number {
    return this.#subscriptions?.size ?? 0;
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

  send(frame: ServerFrame): void {
    this.write(textMessage(JSON.stringify([frame])));
  }

  /** Says why, then closes this socket. Without `retryAfterMs` the client is told not to come back. */
  bye(reason: ByeReason, retryAfterMs?: number): void {
    if (this.#closed) return;
    this.send({ op: 'bye', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    this.#webSocket.close(closeCodes[reason], reason);
    this.#end();
  }

  /** Ends the socket without a closing handshake. */
  terminate(): void {
    this.#webSocket.terminate();
    this.#end();
  }

  /** Resolves when the socket itself is gone, which may be some time after the goodbye. */
  async whenClosed(): Promise<void> {
    if (this.#webSocket.readyState === this.#webSocket.CLOSED) return;
    await new Promise<void>((resolve) => this.#webSocket.once('close', () => resolve()));
  }

  #cut(reason: CutReason): void {
    this.#context.onCut(reason);
    this.terminate();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#subscriptions?.endAll();
    this.#request = undefined;
    this.#early = undefined;
    this.#context.onClose(this);
  }

  /** Called by the gateway about once a second. */
  sweep(nowMs: number): void {
    const { helloTimeoutMs, pingEveryMs } = this.#context.limits;
    this.#framesThisSecond = 0;
    const silentMs = nowMs - this.#heardAtMs;
    if (this.#session === undefined) {
      if (silentMs > helloTimeoutMs) this.bye('hello_timeout', this.#context.retryAfterMs());
    } else if (silentMs > 2 * pingEveryMs) {
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
    const subscriptions = this.#subscriptions;
    if (subscriptions === undefined) {
      if (this.#early !== undefined) this.#keepForLater(this.#early, frame);
      else if (frame.op === 'hello') this.#run(this.#hello(frame));
      else this.bye('malformed');
      return;
    }
    switch (frame.op) {
      case 'hello':
        this.bye('malformed');
        break;
      case 'auth':
        this.#run(this.#authenticateAgain(frame));
        break;
      case 'subscribe':
        if (subscriptions.has(frame.ref)) this.bye('malformed');
        else this.#run(subscriptions.begin(frame));
        break;
      case 'unsubscribe':
        subscriptions.end(frame.ref);
        break;
      case 'signal':
        this.#run(this.#signal(frame));
        break;
      case 'ping':
        this.send({ op: 'pong' });
        break;
      case 'pong':
        break;
    }
  }

  /** A client sends its subscriptions along with the hello, and nothing needs more room than those. */
  #keepForLater(early: ClientFrame[], frame: ClientFrame): void {
    if (early.length < this.#context.limits.maxSubscriptions) early.push(frame);
    else this.bye('too_many_frames', this.#context.retryAfterMs());
  }

  /** Whatever a port throws ends here: this socket comes back later, the process goes on. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#context.logger.error({ err: error }, 'realtime connection failed');
      this.bye('unavailable', this.#context.retryAfterMs());
    });
  }

  async #hello({ v, token }: FrameOf<'hello'>): Promise<void> {
    if (v !== protocolVersion) {
      this.bye('unsupported_version');
      return;
    }
    const early: ClientFrame[] = [];
    this.#early = early;
    const look = this.#looks;
    const credentials = { token, request: this.#request };
    const session = await this.#context.ports.authenticate(credentials);
    this.#request = undefined;
    this.#early = undefined;
    if (this.#closed) return;
    if (session === null) {
      this.bye('unauthenticated');
      return;
    }
    this.#subscriptions = new Subscriptions(this.#context, this, session.actor);
    this.#welcome(session);
    for (const frame of early) {
      if (this.#closed) return;
      this.#dispatch(frame);
    }
    // Rights changed while the session was looked up: it may show those of before.
    if (look !== this.#looks) await this.revalidate();
  }

  async #authenticateAgain({ token }: FrameOf<'auth'>): Promise<void> {
    this.#looks += 1;
    const session = await this.#context.ports.authenticate({ token, request: undefined });
    if (this.#closed) return;
    if (session === null) {
      this.bye('unauthenticated');
      return;
    }
    this.#welcome(session);
    // Another token may speak for somebody else, whose rights decide from here on.
    await this.#subscriptions?.recheck(session.actor);
  }

  #welcome(session: Session<Actor>): void {
    this.#session = session;
    const { pingEveryMs } = this.#context.limits;
    const { expiresAtMs } = session;
    // With a tenth of its life left there is time for a retry or two.
    const refresh =
      expiresAtMs === undefined
        ? {}
        : { refreshInMs: Math.max(0, Math.floor((expiresAtMs - Date.now()) * 0.9)) };
    this.send({ op: 'welcome', v: protocolVersion, pingEveryMs, ...refresh });
  }

  async #signal({ ref, type, payload }: FrameOf<'signal'>): Promise<void> {
    const { ports, logger } = this.#context;
    const about = this.#subscriptions?.live(ref);
    if (about === undefined || this.#session === undefined) return;
    try {
      await ports.signal?.(this.#session.actor, { ...about, type, payload });
    } catch (error) {
      // A signal is not worth keeping, so a lost one is not worth a connection.
      logger.warn({ err: error }, 'realtime signal failed');
    }
  }

  /** Looks at the session and at each subscription again, and takes back what is no longer due. */
  async revalidate(): Promise<void> {
    this.#looks += 1;
    if (this.#session === undefined || this.#closed) return;
    const look = this.#looks;
    try {
      const session = await this.#context.ports.reload(this.#session.actor);
      if (this.#closed || look !== this.#looks) return;
      if (session === null) {
        this.bye('unauthenticated');
        return;
      }
      this.#session = session;
      await this.#subscriptions?.recheck(session.actor);
    } catch (error) {
      // Rights that cannot be looked up are not assumed: the reader asks again on a new connection.
      this.#context.logger.warn({ err: error }, 'realtime rights could not be re-checked');
      this.bye('unavailable', this.#context.retryAfterMs());
    }
  }
}
