import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { type WebSocket, WebSocketServer } from 'ws';

import { serveDriver } from './harness.ts';

// The least that delivers: no Redis, no rights, no positions, no bounds. One send per message and socket.
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
const topics = new Map<string, Set<WebSocket>>();
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    const topic = data.toString();
    const sockets = topics.get(topic) ?? new Set();
    topics.set(topic, sockets.add(socket));
    socket.on('close', () => sockets.delete(socket));
    socket.send('subscribed');
  });
});
await once(server, 'listening');

let offset = 0;
serveDriver({
  port: (server.address() as AddressInfo).port,
  publish(topic, message) {
    offset += 1;
    const text = JSON.stringify({ topic, epoch: '1795000000000000', offset, ...message });
    for (const socket of topics.get(topic) ?? []) socket.send(text);
  },
});
