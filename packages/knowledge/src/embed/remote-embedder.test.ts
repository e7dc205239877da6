import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { EmbedderError } from './embedder.ts';
import { openRemoteEmbedder, type RemoteEmbedderOptions } from './remote-embedder.ts';

interface Received {
  authorization: string | undefined;
  body: Record<string, unknown> & { input: string[] };
}
type Reply = (received: Received, response: ServerResponse) => void;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that speaks the wire format of POST /v1/embeddings as OpenAI's and Voyage's references give it. */
async function serve(reply: Reply): Promise<{ baseUrl: string; received: Received[] }> {
  const received: Received[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    for await (const part of request) text += String(part);
    expect(`${request.method} ${request.url}`).toBe('POST /v1/embeddings');
    const one = { authorization: request.headers.authorization, body: JSON.parse(text) };
    received.push(one);
    reply(one, response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, received };
}

/** A vector that tells which text it is of: its length, and two. */
const vectors: Reply = ({ body }, response) => {
  response.setHeader('content-type', 'application/json');
  const data = body.input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: [text.length, 2],
  }));
  const usage = { prompt_tokens: 5_000, total_tokens: 5_000 };
  // In another order than asked for: the index says which is which.
  response.end(JSON.stringify({ object: 'list', model: body.model, data: data.reverse(), usage }));
};

const signal = new AbortController().signal;
const open = (server: { baseUrl: string }, more: Partial<RemoteEmbedderOptions> = {}) =>
  openRemoteEmbedder(
    {
      provider: 'openai',
      baseUrl: server.baseUrl,
      model: 'text-embedding-3-small',
      apiKey: 'sk-x',
      retryDelayMs: 1,
      ...more,
    },
    signal,
  );

test('vectors come in the order of the texts, of length one, with their cost', async () => {
  const server = await serve(vectors);
  const embedder = await open(server);
  expect(embedder).toMatchObject({ model: 'openai/text-embedding-3-small', dimensions: 2 });
  const {
    vectors: made,
    tokens,
    costMicros,
  } = await embedder.embedDocuments(['a', 'bbbb'], signal);
  expect(made.map((each) => (each[0] ?? 0) / (each[1] ?? 1))).toEqual([0.5, 2]);
  for (const each of made) expect(Math.hypot(...each)).toBeCloseTo(1);
  expect({ tokens, costMicros }).toEqual({ tokens: 5_000, costMicros: 100 });
  expect(server.received[0]?.authorization).toBe('Bearer sk-x');
  expect(server.received[1]?.body).toEqual({
    model: 'text-embedding-3-small',
    input: ['a', 'bbbb'],
    encoding_format: 'float',
  });
});

test('Voyage is told questions from documents', async () => {
  const server = await serve(vectors);
  const embedder = await open(server, { provider: 'voyage', model: 'voyage-3.5' });
  await embedder.embedDocuments(['a'], signal);
  await embedder.embedQuery('b', signal);
  expect(server.received.slice(1).map((each) => each.body)).toEqual([
    { model: 'voyage-3.5', input: ['a'], input_type: 'document' },
    { model: 'voyage-3.5', input: ['b'], input_type: 'query' },
  ]);
});

test('many texts go in several requests', async () => {
  const server = await serve(vectors);
  const embedder = await open(server);
  const texts = Array.from({ length: 250 }, (_, i) => 'x'.repeat(i + 1));
  const { vectors: made } = await embedder.embedDocuments(texts, signal);
  expect(made).toHaveLength(250);
  expect((made[249]?.[0] ?? 0) / (made[249]?.[1] ?? 1)).toBeCloseTo(125);
  expect(server.received.length).toBe(1 + Math.ceil(250 / 96));
});

test('a limit and a server error are tried again', async () => {
  const failures = [429, 503];
  let isOpen = false;
  const server = await serve((received, response) => {
    const status = isOpen ? failures.shift() : undefined;
    if (status === undefined) return vectors(received, response);
    response.statusCode = status;
    if (status === 429) response.setHeader('retry-after', '0');
    response.end('{}');
  });
  const embedder = await open(server);
  isOpen = true;
  expect((await embedder.embedQuery('a', signal)).vectors).toHaveLength(1);
  expect(server.received).toHaveLength(4);
});

test('an error that stays says so in the end, and that it may pass', async () => {
  const server = await serve((_, response) => {
    response.statusCode = 500;
    response.end();
  });
  await expect(open(server)).rejects.toMatchObject({ name: 'EmbedderError', canRetry: true });
  expect(server.received).toHaveLength(5);
});

test('a wrong key is an error at once', async () => {
  const server = await serve((_, response) => {
    response.statusCode = 401;
    response.end('{"error":{"message":"Incorrect API key provided"}}');
  });
  await expect(open(server)).rejects.toThrow(/401.*Incorrect API key/s);
  await expect(open(server)).rejects.toMatchObject({ canRetry: false });
  expect(server.received).toHaveLength(2);
});

test.each(['not json', '{}', '{"data":[]}'])(
  'an answer that is none (%s) is an error',
  async (text) => {
    const server = await serve((_, response) => response.end(text));
    await expect(open(server)).rejects.toBeInstanceOf(EmbedderError);
  },
);

test('a server that does not answer is given up', async () => {
  const server = await serve(() => undefined);
  await expect(open(server, { timeoutMs: 20 })).rejects.toThrow(/did not answer in time/);
});

test('a call that is no longer wanted ends with its reason', async () => {
  const asked = Promise.withResolvers<void>();
  let isOpen = false;
  const server = await serve((received, response) => {
    if (isOpen) asked.resolve();
    else vectors(received, response);
  });
  const embedder = await open(server);
  isOpen = true;
  const controller = new AbortController();
  const call = embedder.embedQuery('a', controller.signal);
  await asked.promise;
  controller.abort(new Error('no longer wanted'));
  await expect(call).rejects.toThrow('no longer wanted');
});
