import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createGateway, type Gateway, type GatewayOptions } from '../server/gateway.ts';
import type { MessageLog, OutgoingMessage } from '../server/log.ts';
import { createMemoryLog } from '../server/memory-log.ts';
import { exactOrigins } from '../server/origin.ts';
import { quietLogger } from './quiet-logger.ts';

export interface TestActor {
  readonly id: string;
}

/** Who may read what, for a test to change: actor id -> resources. A resource's topic is `t:<it>`. */
export type Rights = Map<string, Set<string>>;

export interface GatewayFixture {
  readonly url: string;
  readonly gateway: Gateway;
  readonly log: MessageLog;
  readonly rights: Rights;
  publish(resource: string, ...ids: string[]): Promise<void>;
  close(): Promise<void>;
}

export const allowedOrigin = 'https://shop.example';

/**
 * A gateway on a free port whose tokens are actor ids. Actors without an entry in the rights are
 * unknown; everything a test does not override behaves as an application would.
 */
export async function startGateway(
  overrides: Partial<GatewayOptions<TestActor>> & { rights?: Rights } = {},
): Promise<GatewayFixture> {
  const rights = overrides.rights ?? new Map([['alice', new Set(['room:1'])]]);
  const ownLog = overrides.log === undefined ? createMemoryLog() : undefined;
  const log = overrides.log ?? ownLog ?? createMemoryLog();
  const isOriginAllowed = exactOrigins([allowedOrigin], { allowMissing: true });
  const session = (id: string) =>
    rights.has(id) ? { actor: { id }, keys: [`user:${id}`, 'tenant:1'] } : null;

  const gateway = createGateway<TestActor>({
    log,
    logger: quietLogger,
    isOriginAllowed: (origin) => isOriginAllowed(origin),
    authenticate: async ({ token }) => session(token ?? ''),
    reload: async ({ id }) => session(id),
    authorize: async ({ id }, resource) =>
      rights.get(id)?.has(resource) ? { topic: `t:${resource}` } : { refused: 'not_found' },
    ...overrides,
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => gateway.handleUpgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `ws://127.0.0.1:${port}/realtime`,
    gateway,
    log,
    rights,
    async publish(resource, ...ids) {
      await log.publish(ids.map((id) => roomMessage(resource, id)));
    },
    async close() {
      await gateway.close(1_000);
      await ownLog?.close();
      server.close();
      await once(server, 'close');
    },
  };
}

export function roomMessage(resource: string, id: string): OutgoingMessage {
  return { topic: `t:${resource}`, id, type: 'note', payload: { about: id } };
}
