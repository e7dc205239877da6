import type { Position } from '../protocol.ts';

/**
 * The message log: per topic, a bounded and ordered memory of what was published, with a position
 * for each message. It is a fast path to readers and not the truth: what it forgets, or loses with
 * its server, readers fetch from the database. Every driver passes `log.conformance.test.ts`.
 */
export interface MessageLog {
  /**
   * Appends messages, in the order given, and resolves once the log has them. A message whose `id`
   * its topic has seen within the driver's dedupe window is dropped, so publishing again after an
   * unclear failure is safe. Rejects with `LogUnavailableError` when the log cannot be reached; then
   * some, all or none may have been appended.
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /**
   * Tells the follower where the topic stands, then everything appended after that, in order and
   * without gaps, until stopped; resolves once it stands. Cut connections are the driver's to mend: it
   * catches up or, where it cannot, says so. Rejects with `LogUnavailableError` when following cannot
   * begin now.
   */
  follow(topic: string, follower: Follower): Promise<Following>;
  /** Up to `limit` messages after `from`, or where the log stands when it cannot tell them all. */
  read(topic: string, from: Position, limit: number): Promise<LogPage>;
  /**
   * Drops all that is kept of these topics, for good, and returns how many messages that was. Readers
   * who follow one are told that it was reset. Rejects with `LogUnavailableError`.
   */
  forget(topics: readonly string[]): Promise<number>;
  /** Whether the log can be reached right now: what a readiness probe wants to know. */
  isUp(): boolean;
  /**
   * Resolves once the log can be reached. Rejects with a `LogUnavailableError` that says why when it
   * could not be within the timeout; the log keeps trying all the same.
   */
  ready(timeoutMs: number): Promise<void>;
  /** Lets go of connections and timers. Followers hear nothing more. */
  close(): Promise<void>;
}

export interface OutgoingMessage {
  readonly topic: string;
  readonly id: string;
  readonly type: string;
  /** Anything JSON can carry. */
  readonly payload: unknown;
}

export interface LogEntry {
  readonly offset: number;
  /** `{"id":…,"type":…,"payload":…}`: serialised once, by the publisher, and never parsed on its way. */
  readonly json: string;
}

/** The log calls these synchronously, one at a time; they must not throw. */
export interface Follower {
  /** Comes first, once. Entries go on after `head`. */
  onStart(head: Position): void;
  onEntries(entries: readonly LogEntry[]): void;
  /** What came between may be lost: readers must fetch. Entries go on after `head`. */
  onReset(head: Position): void;
}

export interface Following {
  stop(): void;
}

export type LogPage =
  | { readonly entries: readonly LogEntry[]; readonly lost?: never; readonly head?: never }
  | { readonly lost: true; readonly head: Position; readonly entries?: never };

export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
}

/** The JSON of a message as the log keeps it, to be spliced into an envelope as it is. */
export function serializeMessage(message: OutgoingMessage): string {
  const { id, type, payload } = message;
  return JSON.stringify({ id, type, payload: payload ?? null });
}

/** Bounds of a topic's memory, the same for every driver. */
export interface LogLimits {
  /** Messages kept per topic, at least; a driver may keep some more. */
  readonly maxLength: number;
  /** How long a topic is kept after its last message. */
  readonly idleTtlMs: number;
  /** How long a message id is remembered to drop a second publication. */
  readonly dedupeWindowMs: number;
}

export const defaultLogLimits: LogLimits = {
  maxLength: 1_000,
  idleTtlMs: 60 * 60_000,
  // A relay that dies between publishing and marking comes back within seconds; minutes are ample.
  dedupeWindowMs: 5 * 60_000,
};
