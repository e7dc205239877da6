import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BootstrapError, CommandError, run } from './run.mjs';

/** What npm and pnpm print when no registry answers, as opposed to a registry that refuses. */
const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|client error \(Connect\)|dns error/;

/**
 * npm as this process was started by it, else the one on PATH. No host is ever named: npm asks
 * the registry it is configured for.
 *
 * @returns {{ command: string, prefix: string[] }}
 */
function npmCommand() {
  const startedBy = process.env.npm_execpath;
  if (startedBy !== undefined && basename(startedBy) === 'npm-cli.js') {
    return { command: process.execPath, prefix: [startedBy] };
  }
  if (process.platform !== 'win32') return { command: 'npm', prefix: [] };
  // npm on Windows is a .cmd file, which only a shell starts; its script lies beside node itself.
  const script = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return { command: process.execPath, prefix: [script] };
}

/**
 * The registry npm is configured for, in whatever way. pnpm reads the same files as npm but not
 * the same environment variables, so it is told.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<string | undefined>} Undefined when there is no npm to ask.
 */
export async function configuredRegistry(signal) {
  const { command, prefix } = npmCommand();
  try {
    return (await run(command, [...prefix, 'config', 'get', 'registry'], { signal })).trim();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Installs one exact package, without its install scripts, into a directory of its own. The
 * directory appears complete or not at all, so an interrupted download is simply repeated.
 *
 * @param {string} spec For example `pnpm@12.21.0`.
 * @param {string} into
 * @param {{ onLine?: (line: string) => void, signal?: AbortSignal }} [options]
 */
export async function installPackage(spec, into, options = {}) {
  const staging = `${into}.${process.pid}`;
  await mkdir(staging, { recursive: true });
  await writeFile(join(staging, 'package.json'), '{ "private": true }\n');
  const { command, prefix } = npmCommand();
  try {
    await run(
      command,
      [
        ...prefix,
        'install',
        '--prefix',
        staging,
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--no-save',
        '--no-package-lock',
        '--fetch-retries=2',
        '--fetch-retry-mintimeout=1000',
        '--fetch-retry-maxtimeout=5000',
        spec,
      ],
      { ...options, cwd: staging },
    );
    await rm(into, { recursive: true, force: true });
    await rename(staging, into);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw explain(error, spec);
  }
}

/**
 * @param {unknown} error
 * @param {string} what
 */
export function explain(error, what) {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return new BootstrapError(
      `npm was not found on PATH, and it is needed once to fetch ${what}.`,
      {
        cause: error,
      },
    );
  }
  if (!(error instanceof CommandError)) return error;
  if (UNREACHABLE.test(error.output)) {
    return new BootstrapError(
      `No package registry could be reached, and this first start needs one for ${what}.\n` +
        'Check the network, or the registry and proxy that `npm config get registry` and ' +
        '`npm config get proxy` show. Later starts work offline.',
      { cause: error },
    );
  }
  return new BootstrapError(`${what} could not be installed.\n${error.output}`, { cause: error });
}
