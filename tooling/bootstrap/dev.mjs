/**
 * `pnpm dev`: the platform and every browser app, reloading as files change, on the ports below.
 * The apps are served by their own development servers, which hand API calls on to the platform.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { interrupted, watchInterruption } from './lib/interruption.mjs';
import { startPart } from './lib/part.mjs';
import { root } from './lib/paths.mjs';
import { assertPortFree } from './lib/ports.mjs';
import { prepare } from './lib/prepare.mjs';
import { createProgress } from './lib/progress.mjs';
import { keepReloaded } from './lib/reloading.mjs';
import { BootstrapError } from './lib/run.mjs';

/** Without Redis one process serves the API (3001) and realtime, so both proxies lead to it. */
const PLATFORM_PORT = 3001;
const APPS = [
  { name: 'landing', room: 'landing', port: 5173 },
  { name: 'dashboard', room: 'dashboard', port: 5174 },
  { name: 'widget', room: 'widget-sdk', port: 5176 },
];

const interruption = watchInterruption();
const progress = createProgress();

async function dev() {
  for (const { name, port } of [{ name: 'the platform', port: PLATFORM_PORT }, ...APPS]) {
    const remedy = 'Stop what uses it; these ports are fixed.';
    await assertPortFree({ port, host: 'localhost', use: name, remedy });
  }
  const { signal } = interruption;
  const { node, manager, env: prepared } = await prepare(progress, { signal, build: false });
  const platform = `http://localhost:${PLATFORM_PORT}`;
  const env = {
    ...prepared,
    DEV_API_URL: platform,
    DEV_REALTIME_URL: platform.replace('http', 'ws'),
    ALLOWED_ORIGINS: APPS.map(({ port }) => `http://localhost:${port}`).join(','),
  };
  const print = progress.say;
  const main = join(root, 'packages', 'api', 'src', 'main.ts');
  const reloaded = keepReloaded({
    directories: readdirSync(join(root, 'packages'))
      .filter((room) => room !== 'ui')
      .map((room) => join(root, 'packages', room, 'src')),
    start: () =>
      startPart({
        name: 'platform',
        command: node.execPath,
        args: [main, '--role', 'all', '--port', String(PLATFORM_PORT)],
        cwd: root,
        env,
        print,
      }),
    print,
    signal,
  });
  const apps = APPS.map(({ name, room }) =>
    // Each app knows its development server, and the port that is its own.
    startPart({
      name,
      command: manager.command,
      args: [...manager.prefix, '--silent', 'run', 'dev'],
      cwd: join(root, 'apps', room),
      env,
      print,
    }),
  );
  progress.say('');
  for (const { name, port } of APPS) print(`  ${name.padEnd(10)} http://localhost:${port}`);
  print(`  ${'platform'.padEnd(10)} ${platform}\n`);

  for (const { ended } of apps) {
    ended.then((how) => signal.aborted || print(`${how}; Ctrl-C and pnpm dev start it again`));
  }
  await interrupted(signal);
  await Promise.all([reloaded, ...apps.map((app) => app.stop())]);
}

try {
  await dev();
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
