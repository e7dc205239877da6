import type { LogLimits, MessageLog } from './log.ts';
import { createMemoryLog } from './memory-log.ts';
import type { RealtimeLogger } from './ports.ts';
import { createRedisLog } from './redis-log.ts';

export interface MessageLogOptions extends Partial<LogLimits> {
  /** Without it the log lives in this process alone. */
  readonly redisUrl: string | undefined;
  readonly logger: RealtimeLogger;
}

/** Every way to keep the log. The conformance suite runs on each entry. */
export const logDrivers = {
  memory: (options: MessageLogOptions): MessageLog => createMemoryLog(options),
  redis: (options: MessageLogOptions): MessageLog => {
    if (options.redisUrl === undefined) throw new TypeError('The Redis log needs a URL.');
    return createRedisLog({ ...options, url: options.redisUrl });
  },
} as const;

/** The log for these settings. `ready` tells whether what was set works. */
export function createMessageLog(options: MessageLogOptions): MessageLog {
  return logDrivers[options.redisUrl === undefined ? 'memory' : 'redis'](options);
}
