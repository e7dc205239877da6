import type { MessageLog } from './log.ts';
import { pause } from './pause.ts';
import type { RealtimeLogger } from './ports.ts';

/** A row of the outbox, written in the transaction whose news it carries. */
export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  /** Becomes the id of the message, by which the log and the readers drop a second publication. */
  readonly messageId: string;
  readonly type: string;
  readonly payload: unknown;
  /** Given under the lock of what the row is about (a conversation), so it is the order of commits. */
  readonly sequence: number;
}

/** Rows taken out of the outbox by one relay. Exactly one of the two ends is called, once. */
export interface OutboxClaim {
  /** Rows of one topic in the order of their sequence; empty when nothing waits. */
  readonly rows: readonly OutboxRow[];
  /** The log has the rows: mark them. Until then nobody else may be given them, or later ones of
   * their topics. Should this fail, the same rows come again and the log drops them by their id. */
  done(): Promise<void>;
  /** The log does not have them: they stay, unmarked, for the next claim. */
  release(): Promise<void>;
}

/**
 * The outbox table as the relay needs it. A claim has to exclude other claims of the same topics by a
 * lease or an advisory lock, without a transaction that stays open: the relay talks to the log between.
 */
export interface OutboxSource {
  claim(limit: number): Promise<OutboxClaim>;
}

export interface RelayOptions {
  readonly source: OutboxSource;
  readonly log: Pick<MessageLog, 'publish'>;
  readonly logger: RealtimeLogger;
  /** How often to look without having been woken: what finds rows that a dead process left. */
  readonly pollMs?: number;
  readonly batchSize?: number;
}

export interface Relay {
  /** Call after a commit that wrote to the outbox. Cheap, and safe at any time. */
  wake(): void;
  stats(): { readonly published: number; readonly failures: number };
  /** Resolves when the batch under way, if any, has come to its end. */
  stop(): Promise<void>;
}

const maxBackoffMs = 5_000;

/**
 * Carries committed rows to the log, one batch at a time, in order. Rows are marked only after the
 * log has acknowledged them, so a crash anywhere repeats a batch and never drops one.
 */
export function createRelay(options: RelayOptions): Relay {
  const { source, log, logger, pollMs = 1_000, batchSize = 200 } = options;
  const stopping = new AbortController();
  let awake = new AbortController();
  let failuresInARow = 0;
  let published = 0;
  let failures = 0;

  async function relayOnce(): Promise<number> {
    const claim = await source.claim(batchSize);
    if (claim.rows.length === 0) {
      await claim.release();
      return 0;
    }
    try {
      await log.publish(
        claim.rows.map(({ topic, messageId, type, payload }) => ({
          topic,
          id: messageId,
          type,
          payload,
        })),
      );
    } catch (error) {
      await claim.release();
      throw error;
    }
    await claim.done();
    published += claim.rows.length;
    return claim.rows.length;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Replaced before looking, so that a wake during the look is not slept over.
      awake = new AbortController();
      try {
        const count = await relayOnce();
        failuresInARow = 0;
        if (count === 0) await pause(pollMs, AbortSignal.any([awake.signal, stopping.signal]));
      } catch (error) {
        failures += 1;
        failuresInARow += 1;
        // Full jitter: several relays do not come back to a restarted log together.
        const waitMs = Math.random() * Math.min(maxBackoffMs, 100 * 2 ** failuresInARow);
        logger.warn({ err: error, failuresInARow }, 'outbox could not be relayed, trying again');
        await pause(waitMs, stopping.signal);
      }
    }
  }

  const running = run();
  return {
    wake: () => awake.abort(),
    stats: () => ({ published, failures }),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
