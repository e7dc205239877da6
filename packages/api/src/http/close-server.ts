import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** A Fastify application, as far as it is closed. */
interface Closable {
  readonly server: Server;
  close(): PromiseLike<unknown>;
}

const lookEveryMs = 25;

/**
 * Closes a server without waiting for connections on which nothing is asked: browsers keep some open
 * in advance, and Node counts those that never asked anything as busy. Requests under way have until
 * the deadline. Call `watchRequests` when the server is made.
 */
export async function closeServer(
  app: Closable,
  requests: { underWay(): number },
  deadlineMs: number,
): Promise<void> {
  const closing = { done: false };
  const closed = Promise.resolve(app.close()).finally(() => {
    closing.done = true;
  });
  const cutAt = Date.now() + deadlineMs;
  while (!closing.done && requests.underWay() > 0 && Date.now() < cutAt) await delay(lookEveryMs);
  app.server.closeAllConnections();
  await closed;
}

/** Counts the requests that are being answered. */
export function watchRequests({ server }: Closable): { underWay(): number } {
  let count = 0;
  server.on('request', (_request, response) => {
    count += 1;
    response.once('close', () => {
      count -= 1;
    });
  });
  return { underWay: () => count };
}
