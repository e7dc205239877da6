import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BootstrapError } from './run.mjs';

/**
 * @typedef {object} StartOptions
 * @property {number | undefined} port
 * @property {string | undefined} host
 * @property {string | undefined} dataDir Absolute.
 * @property {boolean} help
 */

export const START_HELP = `Usage: npm start -- [--port N] [--host H] [--data DIR]

  --port N    the port of the platform (default 4000); the demo customer's site is on N+1
  --host H    the address to listen on (default 127.0.0.1)
  --data DIR  where this copy keeps its database and files (default .data)

Everything else is set by environment variables or a .env file: see .env.example.`;

/**
 * @param {readonly string[]} argv Without node and script.
 * @returns {StartOptions}
 * @throws {BootstrapError} that says what is wrong and what would be right.
 */
export function parseStartOptions(argv) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BootstrapError(`${reason}\n\n${START_HELP}`, { cause: error });
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  // N+1 is the demo customer's site, so the last port there is cannot be N.
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_534)) {
    throw new BootstrapError(`--port takes a number from 1 to 65534, not "${values.port}".`);
  }
  if (values.data === '') throw new BootstrapError('--data takes a directory.');
  return {
    port,
    host: values.host,
    // npm runs scripts in the repository; a relative directory is meant from where one typed it.
    dataDir:
      values.data === undefined
        ? undefined
        : resolve(process.env.INIT_CWD ?? process.cwd(), values.data),
    help: values.help,
  };
}
