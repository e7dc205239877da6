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
    serializers: { err: (error: unknown) => describeFailure(error) },
    hooks: {
      // A line without words of its own would take those of its error, values and all.
      logMethod(args, method) {
        const [first, ...rest] = args;
        const line: object = first instanceof Error ? { err: first } : Object(first);
        const error = 'err' in line ? line.err : undefined;
        if (rest.length === 0 && error instanceof Error) method.call(this, line, error.name);
        else method.apply(this, args);
      },
    },
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
        .concat('headers', '*.headers'),
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(settings) : pino(settings, destination);
}

const deepestCause = 4;

/**
 * An error for the log: its kind, words, code, place and causes, and none of its further fields. A
 * failed query carries in them, and behind `params:`, what people wrote.
 */
function describeFailure(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? '[not an error]' : error;
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: withoutValues(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames.join('\n'),
    ...(error.cause === undefined || depth === deepestCause
      ? {}
      : { cause: describeFailure(error.cause, depth + 1) }),
  };
}

/** The database ends a complaint about a value with the value, the query builder with all of them. */
const withoutValues = (message: string): string =>
  message.replace(/\nparams: [\s\S]*$/, '').replace(/: "[\s\S]*"$/, ': [redacted]');
