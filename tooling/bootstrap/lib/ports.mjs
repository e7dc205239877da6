import { once } from 'node:events';
import { createServer } from 'node:net';
import { BootstrapError } from './run.mjs';

/**
 * Finds out before anything slow happens that a port is taken.
 *
 * @param {object} wanted
 * @param {number} wanted.port
 * @param {string} wanted.host
 * @param {string} wanted.use Who needs it, as the subject of a sentence.
 * @param {string} wanted.remedy What to do when it is taken, as a sentence.
 */
export async function assertPortFree({ port, host, use, remedy }) {
  const server = createServer().listen({ port, host, exclusive: true });
  try {
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new BootstrapError(`Port ${port} is in use, and ${use} needs it. ${remedy}`, { cause });
    }
    if (code === 'EACCES') {
      throw new BootstrapError(
        `Port ${port} is not allowed to this user, and ${use} needs it. ${remedy}`,
        { cause },
      );
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BootstrapError(`Cannot listen on ${host}, port ${port}: ${reason}.`, { cause });
  }
  server.close();
  await once(server, 'close');
}
