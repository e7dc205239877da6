import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** One `npm start` of this checkout, as a person at a terminal has it. */
export interface CopyOfPlatform {
  starter: ChildProcess;
  /** Everything it has printed so far. */
  output: () => string;
  /** The process that serves: the starter's only child. */
  servingPid: () => number;
  /** How the starter ended: its code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
}

/** Starts a copy without waiting for anything. */
export function launchCopy(port: number, dataDir: string): CopyOfPlatform {
  const script = path.join(root, 'tooling', 'bootstrap', 'start.mjs');
  const starter = spawn(process.execPath, [script, '--port', String(port), '--data', dataDir], {
    cwd: root,
    // Its own group, as a terminal gives it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without the demo's documents to take in, and with one model for all copies: how it starts
    // and ends is what is tested.
    env: { ...process.env, DEMO: 'false', MODELS_DIR: path.join(root, '.cache', 'models') },
  });
  let text = '';
  for (const stream of [starter.stdout, starter.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = once(starter, 'close').then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals,
  );
  return {
    starter,
    output: () => text,
    ended,
    servingPid: () => {
      const child = processes().find(({ ppid }) => ppid === starter.pid);
      if (child === undefined) throw new Error(`Nothing serves.\n${text}`);
      return child.pid;
    },
  };
}

/** Starts a copy and waits until it says where to click. Throws what it printed if it ends. */
export async function startCopy(port: number, dataDir: string): Promise<CopyOfPlatform> {
  const copy = launchCopy(port, dataDir);
  const ready = new Promise<void>((resolve) => {
    copy.starter.stdout?.on('data', () => {
      if (copy.output().includes('Ctrl-C stops it')) resolve();
    });
  });
  const first = await Promise.race([ready, copy.ended]);
  if (first !== undefined) throw new Error(`It ended (${first}).\n${copy.output()}`);
  return copy;
}

export interface ProcessEntry {
  pid: number;
  ppid: number;
  command: string;
}

/** Every process of this machine; read from /proc where there is one, since `ps` may be missing. */
export function processes(): ProcessEntry[] {
  if (!existsSync('/proc/self/stat')) return listedProcesses();
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // After the command in brackets, which may hold spaces, come the state and the parent.
        const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z') return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), ppid: Number(ppid), command }];
      } catch {
        // It ended while being looked at.
        return [];
      }
    });
}

function listedProcesses(): ProcessEntry[] {
  const listing = execFileSync('ps', ['-Ao', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return listing.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match === null
      ? []
      : [{ pid: Number(match[1]), ppid: Number(match[2]), command: match[3] ?? '' }];
  });
}

/** Processes of copies that keep their data there. */
export function processesOn(dataDir: string): ProcessEntry[] {
  return processes().filter(({ command }) => command.includes(dataDir));
}

/** Two ports in a row that nobody uses: for the platform, and for the demo customer's site. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const first = await listen(0);
    const { port } = first.address() as { port: number };
    const second = await listen(port + 1).catch(() => undefined);
    first.close();
    second?.close();
    if (second !== undefined) return port;
  }
}

async function listen(port: number) {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
