import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env.REDIS_SERVER_BIN ?? 'redis-server';

/**
 * Whether a Redis server can be started here. Tests that need one skip themselves by this name; where
 * everything has to run (`CI`), its absence is an error instead.
 */
export function hasRedisServer(): boolean {
  const found = spawnSync(binary, ['--version']).status === 0;
  if (!found && process.env.CI === 'true') {
    throw new Error(`${binary} is needed: put it on PATH or name it by REDIS_SERVER_BIN.`);
  }
  return found;
}

/** A real server of one test, which can be stopped, cut and started again at the same address. */
export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  /** SIGKILL: nothing is saved. */
  kill(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing is answered. */
  pause(): void;
  resume(): void;
  /** Ends the server and removes its directory. */
  dispose(): Promise<void>;
}

/** Starts a server without persistence on a free port of the loopback interface. */
export async function startRedisServer(
  extraArguments: readonly string[] = [],
): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory];
      const started = spawn(binary, [...settings, '--save', '', ...extraArguments], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.once('error', reject);
        started.once('exit', (code) => reject(new Error(`${binary} ended with ${code}.`)));
        createInterface({ input: started.stdout }).on('line', (line) => {
          if (line.includes('Ready to accept connections')) resolve();
        });
      });
    },
    kill,
    pause: () => child?.kill('SIGSTOP'),
    resume: () => child?.kill('SIGCONT'),
    async dispose() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
