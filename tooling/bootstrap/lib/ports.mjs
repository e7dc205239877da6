import { once } from 'node:events';
import { createServer } from 'node:net';
import { BootstrapError } from './run.mjs';

/**
 * Finds out before anything slow happens that a port is taken.
 *
 * @param {number} port
 * @param {string} host
 */
export async function assertPortsFree(port, host) {
  for (const [wanted, use] of /** @type {[number, string][]} */ ([
    [port, 'the platform'],
    [port + 1, "the demo customer's site"],
  ])) {
    const server = createServer().listen({ port: wanted, host, exclusive: true });
    try {
      await once(server, 'listening');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EADDRINUSE') {
        throw new BootstrapError(
          `Port ${wanted} is in use, and ${use} needs it. Stop what uses it, or start this copy ` +
            'elsewhere: npm start -- --port N --data DIR (it uses N and N+1).',
          { cause: error },
        );
      }
      if (code === 'EACCES') {
        throw new BootstrapError(
          `Port ${wanted} is not allowed to this user. Choose another with --port (above 1024).`,
          { cause: error },
        );
      }
      throw new BootstrapError(
        `Cannot listen on ${host}:${wanted}: ${error instanceof Error ? error.message : error}. ` +
          'Choose another address with --host.',
        { cause: error },
      );
    }
    server.close();
    await once(server, 'close');
  }
}
