import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between a client and a server that a test can cut, hold or lead elsewhere. */
export class CuttableProxy {
  /** Where new connections go. */
  target: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #swallowing: 'nothing' | 'replies' | 'everything' = 'nothing';

  private constructor(target: string) {
    this.target = target;
    this.#server = createServer((client) => {
      const { hostname, port } = new URL(this.target);
      const upstream = connect(Number(port), hostname);
      this.#join(client, upstream, () => this.#swallowing === 'everything');
      this.#join(upstream, client, () => this.#swallowing !== 'nothing');
    });
  }

  static async to(target: string): Promise<CuttableProxy> {
    const proxy = new CuttableProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  /** Breaks every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets connections stand, but nothing comes through any more. */
  swallow(): void {
    this.#swallowing = 'everything';
  }

  /** What the client says arrives; what the server says to it does not. */
  swallowReplies(): void {
    this.#swallowing = 'replies';
  }

  letThrough(): void {
    this.#swallowing = 'nothing';
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(from: Socket, to: Socket, isSwallowed: () => boolean): void {
    this.#sockets.add(from);
    from.on('data', (bytes) => {
      if (!isSwallowed()) to.write(bytes);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
