import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../packages/api/src/main.ts', import.meta.url));

export interface InstanceOptions {
  readonly port: number;
  /** Its own; what instances share is in the variables. */
  readonly dataDir: string;
  readonly role?: 'all' | 'api' | 'realtime' | 'worker';
  readonly variables: Readonly<Record<string, string>>;
}

/** One process of the platform, which a test may end in any way and start again where it was. */
export class Instance {
  readonly options: InstanceOptions;
  #child: ChildProcess | undefined;
  #output = '';

  constructor(options: InstanceOptions) {
    this.options = options;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  /** What it logged in its present life: warnings and worse. */
  get output(): string {
    return this.#output;
  }

  /** Resolves once it serves. */
  async start(): Promise<void> {
    const { port, dataDir, role = 'all', variables } = this.options;
    const child = fork(main, ['--port', String(port), '--data', dataDir, '--role', role], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: {
        ...inherited,
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        DEMO: 'false',
        EMBEDDINGS: 'off',
        ...variables,
      },
    });
    this.#child = child;
    this.#output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = `${this.#output}${chunk}`.slice(-20_000);
      });
    }
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: { type: string }) => {
        if (message.type === 'ready') resolve();
      });
      child.once('exit', (code) => reject(new Error(`It ended (${code}).\n${this.#output}`)));
    });
  }

  /** SIGKILL: nothing is closed, and nothing is said to anyone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Brings a trouble of its host over it; it must have been started with `host-troubles.ts`. */
  trouble(message: { type: 'disk'; full: boolean } | { type: 'clock'; offsetMs: number }): void {
    this.#child?.send(message);
  }

  /** SIGSTOP: connections stay open and nothing is answered. */
  hang(): void {
    this.#child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child?.kill('SIGCONT');
  }

  /** SIGTERM. Returns its exit code, and how long it took. */
  async stop(): Promise<{ code: number | null; tookMs: number }> {
    const asked = performance.now();
    const code = await this.#end('SIGTERM');
    return { code, tookMs: performance.now() - asked };
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  }
}

/** Nothing of the platform's own configuration reaches a test from outside. */
const inherited = Object.fromEntries(
  ['PATH', 'HOME', 'TMPDIR', 'NODE_COMPILE_CACHE', 'NODE_V8_COVERAGE'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);

/**
 * A port that nobody uses, below the range from which the system takes ports for outgoing connections:
 * so that it is still free when a killed process comes back to it.
 */
export async function stablePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const free = await Promise.race([
      once(probe, 'listening').then(() => true),
      once(probe, 'error').then(() => false),
    ]);
    if (!free) continue;
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
