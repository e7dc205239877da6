/**
 * How long a newcomer waits: from an empty directory to a ready platform with nothing cached, and
 * from `npm start` to ready when everything is there. Run it with
 * `node tests/bench/start/start.bench.ts`; it clones the last commit of this checkout.
 *
 * Cold means: an empty home directory, so no npm cache, no pnpm store, no Node and pnpm fetched
 * earlier. The registries are those npm is configured for. It needs two free ports (BENCH_PORT and
 * the next; default 4900).
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const COLD_BOUND_S = 240;
const WARM_BOUND_S = 8;
const WARM_ROUNDS = 5;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const port = process.env.BENCH_PORT ?? '4900';

function newcomersEnvironment(home: string): NodeJS.ProcessEnv {
  // What npm hands to its scripts would make the new npm believe that it runs inside this one.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_cache|lifecycle|package|execpath)|^(XDG|PNPM)_/i.test(name),
  );
  const settings = path.join(homedir(), '.npmrc');
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    // Which registry npm uses is the machine's business and stays.
    ...(existsSync(settings) ? { npm_config_userconfig: settings } : {}),
  };
}

/** Seconds until the list of addresses appears; leaves the platform stopped again. */
async function timeStart(checkout: string, env: NodeJS.ProcessEnv): Promise<number> {
  const begunAt = performance.now();
  const npm = spawn('npm', ['start', '--', '--port', port], {
    cwd: checkout,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  const ready = new Promise<number>((resolve) => {
    npm.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      process.stdout.write(chunk);
      if (text.includes('Ctrl-C stops it')) resolve((performance.now() - begunAt) / 1000);
    });
  });
  const closed = once(npm, 'close').then(() => undefined);
  const seconds = await Promise.race([ready, closed]);
  if (seconds === undefined) throw new Error('npm start ended before it was ready');
  // As a terminal does it: Ctrl-C reaches the whole foreground group.
  process.kill(-(npm.pid ?? 0), 'SIGINT');
  await closed;
  return seconds;
}

const place = mkdtempSync(path.join(tmpdir(), 'parley-bench-start-'));
try {
  const home = path.join(place, 'home');
  const checkout = path.join(place, 'clone');
  mkdirSync(home);
  const env = newcomersEnvironment(home);

  const begunAt = performance.now();
  execFileSync('git', ['clone', '--quiet', root, checkout]);
  const cloneSeconds = (performance.now() - begunAt) / 1000;
  const cold = cloneSeconds + (await timeStart(checkout, env));

  const warm: number[] = [];
  for (let round = 0; round < WARM_ROUNDS; round += 1) warm.push(await timeStart(checkout, env));
  warm.sort((a, b) => a - b);
  const median = warm[Math.floor(warm.length / 2)] ?? Number.NaN;
  const slowest = warm.at(-1) ?? Number.NaN;

  const node = execFileSync('node', ['--version'], { env, encoding: 'utf8' }).trim();
  console.log(`\nNode on PATH: ${node}`);
  console.log(`clone to ready, nothing cached: ${cold.toFixed(1)} s (bound ${COLD_BOUND_S} s)`);
  console.log(
    `warm start, median of ${WARM_ROUNDS}: ${median.toFixed(1)} s, slowest ${slowest.toFixed(1)} s ` +
      `(bound ${WARM_BOUND_S} s)`,
  );
  if (cold > COLD_BOUND_S || slowest > WARM_BOUND_S) process.exitCode = 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}
