import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How many of the last lines of a failed command are kept for its error message. */
const KEPT_LINES = 200;

/** A message for the person at the terminal: shown without a stack. */
export class BootstrapError extends Error {
  /** @param {string} message @param {{ cause?: unknown }} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = 'BootstrapError';
  }
}

export class CommandError extends Error {
  /**
   * @param {string} command
   * @param {number | null} code
   * @param {string} output The last lines of stdout and stderr together.
   */
  constructor(command, code, output) {
    super(`${command} ended with ${code === null ? 'a signal' : `code ${code}`}`);
    this.name = 'CommandError';
    this.code = code;
    this.output = output;
  }
}

/**
 * Runs a command to its end without a shell and without standard input.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] The whole environment; default: ours.
 * @param {(line: string) => void} [options.onLine] Called with each line as it appears.
 * @param {AbortSignal} [options.signal] Ends the command.
 * @param {number} [options.uid]
 * @param {number} [options.gid]
 * @returns {Promise<string>} Standard output.
 * @throws {CommandError} when the code is not zero; an Error with code ENOENT when there is no such program.
 */
export async function run(command, args, options = {}) {
  const { cwd, env, onLine, signal, uid, gid } = options;
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(signal === undefined ? {} : { signal }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  /** @type {string[]} */
  const last = [];
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > KEPT_LINES) last.shift();
      onLine?.(line);
    });
  }
  const [code] = /** @type {[number | null]} */ (await once(child, 'close'));
  if (code !== 0) throw new CommandError([command, ...args].join(' '), code, last.join('\n'));
  return stdout;
}
