import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../packages/api/src/main.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Ready {
  urls: { label: string; url: string }[];
  account: { email: string; password: string } | null;
}

/** The platform as `npm start` runs it, in a process of its own, with data that can outlive it. */
export class PlatformProcess {
  readonly port: number;
  readonly dataDir: string;
  readonly #variables: Record<string, string>;
  #child: ChildProcess | undefined;
  ready: Ready = { urls: [], account: null };
  output = '';

  private constructor(port: number, dataDir: string, variables: Record<string, string>) {
    this.port = port;
    this.dataDir = dataDir;
    this.#variables = variables;
  }

  static async start(variables: Record<string, string> = {}): Promise<PlatformProcess> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'parley-journey-'));
    const platform = new PlatformProcess(await freePortPair(), dataDir, variables);
    await platform.restart();
    return platform;
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** The demo customer's site. */
  get demoSite(): string {
    return this.ready.urls.find(({ label }) => label === "Customer's site")?.url ?? '';
  }

  async restart(): Promise<void> {
    await this.stop();
    const child = fork(main, ['--port', String(this.port), '--data', this.dataDir], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...process.env,
        LOG_LEVEL: 'warn',
        MODELS_DIR: path.join(root, '.cache', 'models'),
        ...this.#variables,
      },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: { type: string } & Ready) => {
        if (message.type !== 'ready') return;
        this.ready = message;
        resolve();
      });
      child.once('exit', (code) => reject(new Error(`It ended (${code}).\n${this.output}`)));
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/**
 * Two ports in a row that nobody uses: the platform's, and its demo customer's. Below the range from
 * which the system takes ports for outgoing connections, so that they stay free until they are used.
 */
async function freePortPair(): Promise<number> {
  for (;;) {
    const port = 20_000 + 2 * Math.floor(Math.random() * 5_000);
    const [first, second] = [await listenOn(port), await listenOn(port + 1)];
    first?.close();
    second?.close();
    if (first !== null && second !== null) return port;
  }
}

async function listenOn(port: number): Promise<Server | null> {
  const server = createServer().listen(port, '127.0.0.1');
  return Promise.race([
    once(server, 'listening').then(() => server),
    once(server, 'error').then(() => null),
  ]);
}
