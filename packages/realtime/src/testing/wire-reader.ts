import { once } from 'node:events';
import { WebSocket } from 'ws';

import { type ClientFrame, protocolVersion, type ServerFrame } from '../protocol.ts';

type FrameOf<Op extends ServerFrame['op']> = Extract<ServerFrame, { op: Op }>;

/** A client that speaks the wire by hand, so that a test can also say what no client of ours says. */
export class WireReader {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  /** How many WebSocket messages carried the frames. */
  messageCount = 0;
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.messageCount += 1;
      this.frames.push(...JSON.parse(data.toString()));
      for (const resolve of this.#waiting) resolve();
      this.#waiting.clear();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    // A test sees a broken connection by its `closed`.
    socket.on('error', () => undefined);
  }

  /** Connects; rejects with the status when the upgrade is refused. */
  static async open(url: string, options: { origin?: string } = {}): Promise<WireReader> {
    const { origin } = options;
    const headers = origin === undefined ? {} : { origin };
    const reader = new WireReader(new WebSocket(url, { headers }));
    await once(reader.socket, 'open');
    return reader;
  }

  /** Connects and says hello with the token. */
  static async hello(url: string, token: string): Promise<WireReader> {
    const reader = await WireReader.open(url);
    reader.send({ op: 'hello', v: protocolVersion, token });
    await reader.next('welcome');
    return reader;
  }

  send(...frames: ClientFrame[]): void {
    this.socket.send(JSON.stringify(frames));
  }

  /** Subscribes and returns the answer. */
  async subscribe(
    frame: Omit<Extract<ClientFrame, { op: 'subscribe' }>, 'op'>,
  ): Promise<FrameOf<'subscribed'> | FrameOf<'refused'>> {
    this.send({ op: 'subscribe', ...frame });
    const isAnswer = (answer: ServerFrame) =>
      (answer.op === 'subscribed' || answer.op === 'refused') && answer.ref === frame.ref;
    await this.until(() => this.frames.some(isAnswer));
    return this.frames.find(isAnswer) as FrameOf<'subscribed'> | FrameOf<'refused'>;
  }

  /** The first frame of a kind, now or when it comes. */
  async next<Op extends ServerFrame['op']>(op: Op): Promise<FrameOf<Op>> {
    await this.until(() => this.frames.some((frame) => frame.op === op));
    return this.frames.find((frame) => frame.op === op) as FrameOf<Op>;
  }

  get messages(): FrameOf<'message'>[] {
    return this.frames.filter((frame) => frame.op === 'message');
  }

  get ids(): string[] {
    return this.messages.map(({ id }) => id);
  }

  /** Resolves as soon as the condition holds; a test that waits for ever fails by its own timeout. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  close(): void {
    this.socket.terminate();
  }
}
