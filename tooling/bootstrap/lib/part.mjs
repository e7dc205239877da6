import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const STOP_DEADLINE_MS = 10_000;

/**
 * @typedef {object} Part
 * @property {Promise<string>} ended How it ended, as a sentence.
 * @property {() => Promise<void>} stop Asks, waits, and after a deadline insists.
 */

/**
 * Starts one of several processes that share a terminal: each line is headed by its name, and it
 * leads a process group of its own, because servers of that kind start processes themselves.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.command
 * @param {readonly string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(line: string) => void} options.print
 * @returns {Part}
 */
export function startPart({ name, command, args, cwd, env, print }) {
  const child = spawn(command, [...args], {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => print(`${name.padEnd(10)}│ ${line}`));
  }
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(`${name} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`${name} ended (${signal ?? `code ${code}`})`));
  });
  /** @param {NodeJS.Signals} signal */
  const signalAll = (signal) => {
    if (child.pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
    } catch (error) {
      // ESRCH: it has ended by itself.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  return {
    ended,
    stop: async () => {
      signalAll('SIGTERM');
      const insist = setTimeout(() => signalAll('SIGKILL'), STOP_DEADLINE_MS);
      await ended;
      clearTimeout(insist);
    },
  };
}
