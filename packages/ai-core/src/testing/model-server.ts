import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropicMessages } from './wires/anthropic-messages.ts';
import { gemini } from './wires/gemini.ts';
import { openaiChat } from './wires/openai-chat.ts';
import { openaiResponses } from './wires/openai-responses.ts';
import type { Wire, WireUsage } from './wires/wire.ts';

const wires: readonly Wire[] = [openaiResponses, openaiChat, anthropicMessages, gemini];

/** What a scripted model does with one request. */
export interface ModelReply {
  /** Pieces of text, one event each; an async sequence decides itself when the next one leaves. */
  pieces?: readonly string[] | AsyncIterable<string>;
  /** An HTTP error instead of a stream. */
  status?: number;
  /** How the stream ends: properly, by silence, by a cut connection, or by something that is no JSON. */
  ending?: 'finish' | 'stall' | 'cut' | 'garbage';
  /** Null: the server does not report it. */
  usage?: WireUsage | null;
  /** Called when whoever asked is gone before the end. */
  onHangUp?: () => void;
}

export interface ModelRequest {
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
  /** All text that the model was given. */
  prompt: string;
}

export interface ModelServer {
  /** `http://127.0.0.1:<port>`; the APIs lie under `/v1`, Google's under `/v1beta`, Ollama's list under `/api`. */
  url: string;
  requests: ModelRequest[];
  /** How requests are answered from now on; a function may read what was asked. */
  answer(reply: ModelReply | ((request: ModelRequest) => ModelReply)): void;
  close(): Promise<void>;
}

const someUsage: WireUsage = { input: 1_000, cachedInput: 0, output: 50 };

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

async function stream(response: ServerResponse, wire: Wire, reply: ModelReply): Promise<void> {
  let said = '';
  response.once('close', () => {
    if (!response.writableFinished) reply.onHangUp?.();
  });
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.write(wire.begin('scripted'));
  for await (const piece of reply.pieces ?? []) {
    if (response.destroyed) return;
    said += piece;
    response.write(wire.text(piece));
  }
  switch (reply.ending ?? 'finish') {
    case 'finish':
      response.end(wire.finish(reply.usage === undefined ? someUsage : reply.usage, said));
      return;
    case 'garbage':
      response.end('data: {"choices": [{"delta\n\nnonsense without any meaning\n\n');
      return;
    case 'cut':
      // What was written must leave before the connection is torn.
      response.write('\n', () => response.destroy());
      return;
    case 'stall':
      return;
  }
}

/**
 * A local server that speaks the real stream formats of OpenAI (Responses and Chat Completions),
 * Anthropic, Google and Ollama's model list, and says what a test scripts. For tests of what talks to
 * a model; nothing in the product uses it.
 */
export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let script: (request: ModelRequest) => ModelReply = () => ({ pieces: ['NOT_FOUND'] });
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (request.method === 'GET') {
      const list = path.startsWith('/api/tags')
        ? {
            models: [
              { name: 'nomic-embed-text:latest' },
              { name: 'llama3.2:3b', details: { family: 'llama' } },
            ],
          }
        : { data: [{ id: 'scripted-model' }] };
      sendJson(response, 200, JSON.stringify(list));
      return;
    }
    const wire = wires.find((each) => each.serves(path));
    if (!wire) {
      sendJson(response, 404, '{}');
      return;
    }
    const body = await bodyOf(request);
    const seen: ModelRequest = {
      path,
      headers: request.headers,
      body,
      prompt: wire.promptOf(body),
    };
    requests.push(seen);
    const reply = script(seen);
    if (reply.status !== undefined) sendJson(response, reply.status, wire.error(reply.status));
    else await stream(response, wire, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer(reply) {
      script = typeof reply === 'function' ? reply : () => reply;
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** The passages in a prompt, by their numbers from 1, as a scripted model would read them. */
export function passagesIn(prompt: string): string[] {
  return [...prompt.matchAll(/⟦passage \d+ \w+⟧\nFrom: [^\n]*\n([\s\S]*?)\n⟦end \w+⟧/g)].map(
    (match) => match[1] ?? '',
  );
}
