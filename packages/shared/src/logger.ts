import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger };

/**
 * One structured logger for a process. Secrets and what people wrote never reach it: callers log ids,
 * and the paths below are the safety net for an object logged whole by mistake.
 */
export function createLogger(
  options: { level: string; name?: string },
  destination?: DestinationStream,
): Logger {
  const settings: LoggerOptions = {
    level: options.level,
    base: options.name === undefined ? {} : { name: options.name },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        'password',
        'token',
        'secret',
        'apiKey',
        'authorization',
        'cookie',
        'text',
        'question',
      ]
        .flatMap((key) => [key, `*.${key}`, `*.*.${key}`])
        .concat('req.headers', 'headers'),
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(settings) : pino(settings, destination);
}
