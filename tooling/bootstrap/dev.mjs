/**
 * `pnpm dev`: the platform and every browser app, reloading as files change, on the ports below.
 * The apps are served by their own development servers, which hand API calls on to the platform.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { interrupted, watchInterruption } from './lib/interruption.mjs';
import { root } from './lib/paths.mjs';
import { assertPortFree } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { createProgress } from './lib/progress.mjs';
import { BootstrapError } from './lib/run.mjs';

const STOP_DEADLINE_MS = 10_000;
const PLATFORM_PORT = 3001;
const APPS = [
  { name: 'landing', room: 'landing', port: 5173 },
  { name: 'dashboard', room: 'dashboard', port: 5174 },
  { name: 'widget', room: 'widget-sdk', port: 5176 },
];

const interruption = watchInterruption();
const progress = createProgress();

/**
 * @param {string} name
 * @param {string} execPath
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
function startPart(name, execPath, args, cwd, env) {
  const child = spawn(execPath, [...args], {
    cwd,
    env,
    // A group of its own each: a watcher starts processes, which must end with it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) =>
      progress.say(`${name.padEnd(10)}│ ${line}`),
    );
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
  return { ended, signalAll };
}

async function dev() {
  for (const { name, port } of [{ name: 'the platform', port: PLATFORM_PORT }, ...APPS]) {
    const remedy = 'Stop what uses it; these ports are fixed.';
    await assertPortFree({ port, host: 'localhost', use: name, remedy });
  }
  const { node, manager, env } = await prepare(progress, {
    signal: interruption.signal,
    build: false,
  });
  const platform = `http://localhost:${PLATFORM_PORT}`;
  const shared = {
    ...env,
    DEV_API_URL: platform,
    DEV_REALTIME_URL: platform.replace('http', 'ws'),
    ALLOWED_ORIGINS: APPS.map(({ port }) => `http://localhost:${port}`).join(','),
  };
  const main = join(root, 'packages', 'api', 'src', 'main.ts');
  const parts = [
    startPart(
      'platform',
      node.execPath,
      ['--watch', '--watch-preserve-output', main, '--role', 'all', '--port', `${PLATFORM_PORT}`],
      root,
      shared,
    ),
    ...APPS.map(({ name, room }) =>
      // Each app knows its development server, and the port that is its own.
      startPart(
        name,
        manager.command,
        [...manager.prefix, '--silent', 'run', 'dev'],
        join(root, 'apps', room),
        shared,
      ),
    ),
  ];
  progress.say('');
  for (const { name, port } of APPS) progress.say(`  ${name.padEnd(10)} http://localhost:${port}`);
  progress.say(`  ${'platform'.padEnd(10)} ${platform}\n`);

  const first = await Promise.race([
    interrupted(interruption.signal).then(() => ''),
    ...parts.map(({ ended }) => ended),
  ]);
  for (const { signalAll } of parts) signalAll('SIGTERM');
  const insist = setTimeout(() => {
    for (const { signalAll } of parts) signalAll('SIGKILL');
  }, STOP_DEADLINE_MS);
  await Promise.all(parts.map(({ ended }) => ended));
  clearTimeout(insist);
  if (first !== '') throw new BootstrapError(first);
}

try {
  await dev();
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
