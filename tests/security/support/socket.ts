import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Frame {
  readonly op: string;
  readonly [field: string]: unknown;
}

/** A WebSocket that speaks the realtime wire by hand, with whatever headers a client could send. */
export class HandSocket {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;
  readonly #changed = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    const tell = () => {
      for (const resolve of this.#changed) resolve();
      this.#changed.clear();
    };
    socket.on('message', (data: Buffer) => {
      this.frames.push(...(JSON.parse(data.toString()) as Frame[]));
      tell();
    });
    socket.on('close', tell);
    // A test sees a broken connection by the frames that never come.
    socket.on('error', tell);
  }

  /** Rejects with the status when the upgrade itself is refused. */
  static async open(
    origin: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HandSocket> {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, { headers });
    const hand = new HandSocket(socket);
    await once(socket, 'open');
    return hand;
  }

  send(...frames: readonly object[]): void {
    this.sendRaw(JSON.stringify(frames));
  }

  sendRaw(text: string): void {
    this.#socket.send(text);
  }

  /** The first frame of one of these kinds, or `closed`. */
  async next(...ops: readonly string[]): Promise<Frame> {
    for (;;) {
      const at = this.frames.findIndex((frame) => ops.includes(frame.op));
      const [found] = at < 0 ? [] : this.frames.splice(at, 1);
      if (found !== undefined) return found;
      if (this.#socket.readyState === WebSocket.CLOSED) return { op: 'closed' };
      await new Promise<void>((resolve) => this.#changed.add(resolve));
    }
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** Connects and says hello; the frame that decided, `welcome` or `bye`. */
export async function greet(
  origin: string,
  who: { path?: string; headers?: Readonly<Record<string, string>>; token?: string },
) {
  const socket = await HandSocket.open(origin, who.path ?? '/realtime', who.headers);
  socket.send({ op: 'hello', v: 1, ...(who.token === undefined ? {} : { token: who.token }) });
  return { socket, answer: await socket.next('welcome', 'bye') };
}

/** What the server says to one wish: `subscribed`, or the code it refuses with. */
export async function follow(socket: HandSocket, resource: string, ref = 1): Promise<string> {
  socket.send({ op: 'subscribe', ref, resource });
  const answer = await socket.next('subscribed', 'refused');
  return answer.op === 'refused' ? String(answer.code) : answer.op;
}
