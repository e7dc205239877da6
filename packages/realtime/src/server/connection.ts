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
import { Identity, type IdentityContext, type Line } from './identity.ts';
import type { CutReason } from './ports.ts';
import { textMessage } from './ws-frame.ts';

/** What all connections of a gateway share. */
export interface ConnectionContext<Actor> extends IdentityContext<Actor> {
  onCut(reason: CutReason): void;
  onClose(connection: Connection<Actor>): void;
}

const pingMessage = textMessage(JSON.stringify([{ op: 'ping' } satisfies ServerFrame]));

/**
 * One socket: its frames, its heartbeat and its end. It holds no timer of its own; the gateway calls
 * `sweep` for all of them, which keeps an idle reader small.
 */
export class Connection<Actor> implements Line {
  readonly #context: ConnectionContext<Actor>;
  readonly #webSocket: WebSocket;
  readonly #socket: Duplex;
  readonly #identity: Identity<Actor>;
  /** Held for its cookies, until the hello comes. */
  #request: IncomingMessage | undefined;
  /** Frames that came while the hello was being answered. */
  #early: ClientFrame[] | undefined;
  #closed = false;
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
    this.#identity = new Identity(context, this);
    this.#heardAtMs = nowMs;
    // Spread over the interval, so that pings of many sockets do not fall together.
    this.#nextPingAtMs = nowMs + context.limits.pingEveryMs * (0.5 + Math.random() / 2);
  }

  /** Whether this session has the key, or may turn out to have it once it is known. */
  mayHaveKey(key: string): boolean {
    return this.#identity.mayHaveKey(key);
  }

  /** Looks at who this is and at what it reads again, and takes back what is no longer due. */
  revalidate(): Promise<void> {
    return this.#identity.revalidate();
  }

  get subscriptionCount(): number {
    return this.#identity.subscriptions?.size ?? 0;
  }

  get isClosed(): boolean {
    return this.#closed;
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
    this.#identity.subscriptions?.endAll();
    this.#request = undefined;
    this.#early = undefined;
    this.#context.onClose(this);
  }

  /** Called by the gateway about once a second. */
  sweep(nowMs: number): void {
    const { helloTimeoutMs, pingEveryMs } = this.#context.limits;
    this.#framesThisSecond = 0;
    const silentMs = nowMs - this.#heardAtMs;
    if (!this.#identity.isKnown) {
      if (silentMs > helloTimeoutMs) this.bye('hello_timeout', this.#context.retryAfterMs());
    } else if (silentMs > 2 * pingEveryMs) {
      this.#cut('silent');
    } else if (this.#identity.expiresAtMs <= nowMs) {
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
    this.#framesThisSecond += frames?.length ?? 0;
    const tooMany = this.#framesThisSecond > this.#context.limits.maxFramesPerSecond;
    if (frames === null) this.bye('malformed');
    else if (tooMany) this.bye('too_many_frames', this.#context.retryAfterMs());
    else this.#dispatchAll(frames);
  }

  #dispatchAll(frames: readonly ClientFrame[]): void {
    for (const frame of frames) {
      if (this.#closed) return;
      this.#dispatch(frame);
    }
  }

  #dispatch(frame: ClientFrame): void {
    const { subscriptions } = this.#identity;
    if (subscriptions === undefined) {
      if (this.#early !== undefined) this.#keepForLater(this.#early, frame);
      else if (frame.op === 'hello') this.#hello(frame);
      else this.bye('malformed');
      return;
    }
    switch (frame.op) {
      case 'hello':
        this.bye('malformed');
        break;
      case 'auth':
        this.#run(this.#identity.proveAgain(frame));
        break;
      case 'subscribe':
        if (subscriptions.has(frame.ref)) this.bye('malformed');
        else this.#run(subscriptions.begin(frame));
        break;
      case 'unsubscribe':
        subscriptions.end(frame.ref);
        break;
      case 'signal':
        this.#run(this.#identity.signal(frame));
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

  #hello({ v, token }: Extract<ClientFrame, { op: 'hello' }>): void {
    if (v !== protocolVersion) {
      this.bye('unsupported_version');
      return;
    }
    const early: ClientFrame[] = [];
    this.#early = early;
    const credentials = { token, request: this.#request };
    this.#request = undefined;
    const onKnown = () => {
      this.#early = undefined;
      this.#dispatchAll(early);
    };
    this.#run(this.#identity.prove(credentials, onKnown));
  }
}
