import { once } from 'node:events';

import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

import { type ReadersCommand, type ReadersReport, type ServerKind, topicName } from './wire.ts';

/**
 * The other end of every connection, in a process of its own. It parses what it gets and counts the
 * messages, each of which has to carry a payload. Arguments: kind, port, how many, topics.
 */
const [kind = '', port = '', count = '0', topics = '1'] = process.argv.slice(2);
let deliveries = 0;

interface Delivered {
  readonly payload?: { readonly seq?: number };
}

function countMessage(message: Delivered): void {
  if (typeof message.payload?.seq === 'number') deliveries += 1;
}

async function readParley(topic: string): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/realtime`);
  await once(socket, 'open');
  const subscribed = Promise.withResolvers<void>();
  socket.on('message', (data) => {
    for (const frame of JSON.parse(data.toString())) {
      if (frame.op === 'message') countMessage(frame);
      else if (frame.op === 'subscribed') subscribed.resolve();
      else if (frame.op === 'ping') socket.send('[{"op":"pong"}]');
    }
  });
  const hello = { op: 'hello', v: 1, token: 'reader' };
  socket.send(JSON.stringify([hello, { op: 'subscribe', ref: 1, resource: topic }]));
  await subscribed.promise;
}

async function readSocketIo(topic: string): Promise<void> {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
  socket.on('message', countMessage);
  await socket.timeout(30_000).emitWithAck('subscribe', topic);
}

async function readWs(topic: string): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(socket, 'open');
  const subscribed = Promise.withResolvers<void>();
  socket.on('message', (data) => {
    const text = data.toString();
    if (text === 'subscribed') subscribed.resolve();
    else countMessage(JSON.parse(text));
  });
  socket.send(topic);
  await subscribed.promise;
}

const readers: Record<ServerKind, (topic: string) => Promise<void>> = {
  parley: readParley,
  'socket.io': readSocketIo,
  ws: readWs,
};
const read = readers[kind as ServerKind];

function report(message: ReadersReport): void {
  process.send?.(message);
}

for (let i = 0; i < Number(count); i += 20) {
  const batch = Array.from({ length: Math.min(20, Number(count) - i) }, (_, j) => i + j);
  await Promise.all(batch.map((index) => read(topicName(index % Number(topics)))));
}
process.on('message', (_: ReadersCommand) => report({ is: 'count', deliveries }));
process.on('disconnect', () => process.exit(0));
report({ is: 'ready' });
