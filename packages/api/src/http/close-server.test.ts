import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { closeServer, watchRequests } from './close-server.ts';

const longMs = 60_000;

it('does not wait for a connection that a browser opened in advance', async () => {
  const app = Fastify();
  const requests = watchRequests(app);
  await app.listen({ port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  await closeServer(app, requests, longMs);
  expect(app.server.listening).toBe(false);
});

it('lets an answer that is under way arrive', async () => {
  const app = Fastify();
  const requests = watchRequests(app);
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  app.get('/', async () => {
    asked.resolve();
    return answer.promise;
  });
  const url = await app.listen({ port: 0 });
  const response = fetch(url);
  await asked.promise;
  const closed = closeServer(app, requests, longMs);
  answer.resolve('whole');
  expect(await (await response).text()).toBe('whole');
  await closed;
});
