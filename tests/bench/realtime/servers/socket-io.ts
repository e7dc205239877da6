import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

import { serveDriver, settings } from './harness.ts';

// As its documentation sets it up: the Redis Streams adapter, WebSocket only, compression off (default).
const server = createServer();
const io = new Server(server, {
  transports: ['websocket'],
  adapter: createAdapter(new Redis(settings.redisUrl)),
});
io.on('connection', (socket) => {
  socket.on('subscribe', async (topic: string, acknowledge: () => void) => {
    await socket.join(topic);
    acknowledge();
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

let offset = 0;
serveDriver({
  port: (server.address() as AddressInfo).port,
  publish(topic, message) {
    offset += 1;
    io.to(topic).emit('message', { topic, epoch: '1795000000000000', offset, ...message });
  },
});
