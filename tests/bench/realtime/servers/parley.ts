import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createGateway, createRedisLog, exactOrigins } from '@platform/realtime/server';

import { serveDriver, settings } from './harness.ts';

const logger = { debug: quiet, info: quiet, warn: console.error, error: console.error };
const log = createRedisLog({ url: settings.redisUrl, logger });
await log.ready(5_000);

const isOriginAllowed = exactOrigins(['https://shop.example'], { allowMissing: true });
const gateway = createGateway<{ id: string }>({
  log,
  logger,
  isOriginAllowed: (origin) => isOriginAllowed(origin),
  authenticate: async ({ token }) =>
    token === undefined ? null : { actor: { id: token }, keys: [`user:${token}`] },
  reload: async (actor) => ({ actor, keys: [`user:${actor.id}`] }),
  authorize: async (_, resource) => ({ topic: resource }),
});
const server = createServer().on('upgrade', (request, socket, head) => {
  gateway.handleUpgrade(request, socket, head);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

serveDriver({
  port: (server.address() as AddressInfo).port,
  publish: (topic, message) => log.publish([{ topic, ...message }]),
});

function quiet(): void {
  // What goes well is not printed while measuring.
}
