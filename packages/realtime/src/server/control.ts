import { randomUUID } from 'node:crypto';

import type { Following, LogEntry, MessageLog, OutgoingMessage } from './log.ts';
import { pause } from './pause.ts';
import type { RealtimeLogger } from './ports.ts';

/** The topic that gateways read for themselves. No resource may ever resolve to it. */
export const controlTopic = '$control';

/**
 * The message that makes every instance re-check the sessions that have this key. Written to the
 * outbox in the transaction that changes a right, it cannot be lost with the process that made it.
 */
export function revalidationMessage(key: string): OutgoingMessage {
  return { topic: controlTopic, id: randomUUID(), type: 'revalidate', payload: { key } };
}

export interface ControlOptions {
  readonly log: MessageLog;
  readonly logger: RealtimeLogger;
  readonly signal: AbortSignal;
  onRevalidate(key: string): void;
  /** Something may have been missed: everything has to be looked at again. */
  onGap(): void;
}

/** Follows the control topic until aborted, trying again as long as the log cannot be reached. */
export async function followControl(options: ControlOptions): Promise<void> {
  const { log, logger, signal } = options;
  let following: Following | undefined;
  while (following === undefined && !signal.aborted) {
    try {
      following = await log.follow(controlTopic, {
        // Sockets opened before the first success may have missed a change of rights.
        onStart: () => options.onGap(),
        onReset: () => options.onGap(),
        onEntries: (entries) => entries.forEach(handle),
      });
    } catch (error) {
      logger.warn({ err: error }, 'realtime control topic cannot be followed yet');
      await pause(retryMs, signal);
    }
  }
  if (signal.aborted) following?.stop();
  else signal.addEventListener('abort', () => following?.stop(), { once: true });

  function handle(entry: LogEntry): void {
    const key = revalidationKey(JSON.parse(entry.json));
    if (key === undefined)
      logger.error({ offset: entry.offset }, 'unknown realtime control message');
    else options.onRevalidate(key);
  }
}

/** Publishes a control message, again and again while the log cannot be reached. */
export async function publishControl(
  message: OutgoingMessage,
  options: Pick<ControlOptions, 'log' | 'logger' | 'signal'>,
): Promise<void> {
  const { log, logger, signal } = options;
  while (!signal.aborted) {
    try {
      await log.publish([message]);
      return;
    } catch (error) {
      logger.warn({ err: error }, 'realtime control message cannot be published yet');
      await pause(retryMs, signal);
    }
  }
}

const retryMs = 250;

function revalidationKey(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !('payload' in message)) return undefined;
  const { payload } = message;
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) return undefined;
  return typeof payload.key === 'string' ? payload.key : undefined;
}
