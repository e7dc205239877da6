/**
 * Runs one service and takes it down with its starter: when the process channel breaks, however
 * the starter ended, the service is stopped and its directory removed. Started by fork() with
 * `{ command, args, uid, gid, directory }` as its one argument.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { env } from 'node:process';

const INSIST_AFTER_MS = 10_000;

const { command, args, uid, gid, directory } = JSON.parse(process.argv[2] ?? '{}');

const service = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  cwd: directory,
  env,
  ...(uid === null ? {} : { uid, gid }),
});

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  // To PostgreSQL SIGINT is the fast shutdown: it ends sessions instead of waiting for them.
  service.kill('SIGINT');
  setTimeout(() => service.kill('SIGKILL'), INSIST_AFTER_MS).unref();
};

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, stop);
}
process.on('disconnect', stop);
service.once('error', (error) => {
  process.stderr.write(`${command}: ${error.message}\n`);
  process.exitCode = 1;
});
service.once('close', async () => {
  await rm(directory, { recursive: true, force: true });
  if (process.connected) process.disconnect();
});
