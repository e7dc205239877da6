import { setTimeout as delay } from 'node:timers/promises';

import { delta, type ServerCommand, type ServerReport, topicName } from '../wire.ts';

/** What a server under measurement has to offer; everything else is the same for all of them. */
export interface MeasuredServer {
  readonly port: number;
  /** Gives one message to a topic; may finish later. */
  publish(topic: string, message: ReturnType<typeof delta>): unknown;
}

const [topics = '1', redisUrl = ''] = process.argv.slice(2);
export const settings = { topics: Number(topics), redisUrl };

export function report(message: ServerReport): void {
  process.send?.(message);
}

/** Serves the driver's commands until the channel closes. */
export function serveDriver(server: MeasuredServer): void {
  let sequence = 0;

  process.on('message', async (command: ServerCommand) => {
    if (command.do === 'cpu') {
      const { user, system } = process.cpuUsage();
      report({ is: 'cpu', cpuMicros: user + system });
      return;
    }
    if (command.do === 'memory') {
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      report({ is: 'memory', rssBytes: rss, heapBytes: heapUsed + external });
      return;
    }
    for (let burst = 0; burst < command.bursts; burst += 1) {
      for (let topic = 0; topic < settings.topics; topic += 1) {
        for (let i = 0; i < command.deltas; i += 1) {
          sequence += 1;
          server.publish(topicName(topic), delta(sequence));
        }
      }
      await delay(command.gapMs);
    }
    report({ is: 'published' });
  });
  process.on('disconnect', () => process.exit(0));
  report({ is: 'listening', port: server.port });
}
