import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type {
  ReadersCommand,
  ReadersReport,
  ServerCommand,
  ServerKind,
  ServerReport,
} from './wire.ts';

const scripts: Record<ServerKind, string> = {
  parley: 'servers/parley.ts',
  'socket.io': 'servers/socket-io.ts',
  ws: 'servers/ws.ts',
};

/** A server of one kind and its readers, each in a process of its own. */
export interface Measured {
  publish(bursts: number, deltas: number, gapMs: number): Promise<void>;
  /** Microseconds of processor time that the server has used. */
  cpuMicros(): Promise<number>;
  memory(): Promise<Extract<ServerReport, { is: 'memory' }>>;
  addReaders(count: number): Promise<void>;
  deliveries(): Promise<number>;
  end(): Promise<void>;
}

export async function startMeasured(
  kind: ServerKind,
  topics: number,
  redisUrl: string,
  nodeFlags: readonly string[] = [],
): Promise<Measured> {
  const server = start(scripts[kind], [String(topics), redisUrl], nodeFlags);
  const { port } = await answer<Extract<ServerReport, { is: 'listening' }>>(server);
  const readers: ChildProcess[] = [];

  const ask = async <Reply extends ServerReport>(command: ServerCommand): Promise<Reply> => {
    const reply = answer<Reply>(server);
    server.send(command);
    return reply;
  };
  return {
    async publish(bursts, deltas, gapMs) {
      await ask({ do: 'publish', bursts, deltas, gapMs });
    },
    cpuMicros: async () =>
      (await ask<Extract<ServerReport, { is: 'cpu' }>>({ do: 'cpu' })).cpuMicros,
    memory: () => ask<Extract<ServerReport, { is: 'memory' }>>({ do: 'memory' }),
    async addReaders(count) {
      const process = start('readers.ts', [kind, String(port), String(count), String(topics)]);
      await answer<ReadersReport>(process);
      readers.push(process);
    },
    async deliveries() {
      let sum = 0;
      for (const process of readers) {
        const reply = answer<Extract<ReadersReport, { is: 'count' }>>(process);
        process.send({ do: 'count' } satisfies ReadersCommand);
        sum += (await reply).deliveries;
      }
      return sum;
    },
    async end() {
      for (const process of [...readers, server]) {
        const gone = once(process, 'exit');
        process.disconnect();
        await gone;
      }
    },
  };
}

function start(
  script: string,
  args: readonly string[],
  nodeFlags: readonly string[] = [],
): ChildProcess {
  return fork(fileURLToPath(new URL(script, import.meta.url)), args, { execArgv: [...nodeFlags] });
}

async function answer<Report>(child: ChildProcess): Promise<Report> {
  const dead = (code: number | null) => {
    throw new Error(`A measured process ended with ${code}.`);
  };
  child.once('exit', dead);
  const [report] = await once(child, 'message');
  child.off('exit', dead);
  return report as Report;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
