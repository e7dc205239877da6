import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VisitorStart } from '@platform/api-contract/types';
// biome-ignore lint/style/noRestrictedImports: this serves a browser test and is in no bundle.
import { createGateway } from '@platform/realtime/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { Conversations } from './conversations.ts';
import { Refusal } from './refusal.ts';
import { serveFile } from './static-files.ts';
import { createVisitorRouter } from './visitor-router.ts';
import { welcome } from './welcome.ts';

/**
 * A server that speaks the platform's wire and nothing else: its calls go through the contract's own
 * router, so every input and output is held to the schemas, and its socket is the real gateway on the
 * log in memory. What it says is the test's to decide.
 */
export class Desk extends Conversations {
  origin = '';
  readonly calls: { name: string; input: unknown }[] = [];
  readonly defaults = welcome();
  settings: Partial<VisitorStart> = {};
  /** Off: calls break like a network that is gone. */
  reachable = true;
  /** On: questions stay without an answer until the test gives one. */
  silent = false;
  /** On: every call is answered with a refusal that says to come back. */
  failing = false;
  /** Who the page last said its visitor is. */
  identified: { name?: string | undefined; email?: string | undefined } | null = null;
  /** What `visitor.start` is refused with, in place of an answer. */
  refusal: string | null = null;
  /** Calls of these names are refused, for good, in these words. */
  readonly refusals = new Map<string, string>();
  lineOpen = true;
  private readonly lost = new Set<string>();
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
    router: createVisitorRouter(this),
    basePath: '/trpc/',
    createContext: ({ req }) => ({ token: req.headers.authorization?.replace('Bearer ', '') }),
  });

  constructor(dist: string) {
    super();
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
    this.refusals.clear();
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

  start(person?: { name?: string | undefined; email?: string | undefined }): VisitorStart {
    if (person !== undefined) this.identified = person;
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
