import type { IncomingMessage } from 'node:http';

import type { RefusalCode } from '../protocol.ts';

/** Who is behind a socket, as far as the gateway has to know. */
export interface Session<Actor> {
  readonly actor: Actor;
  /**
   * Names under which this session can be re-checked: its user, workspace, key, session. When one of
   * them is given to `revalidate`, the session is looked at again.
   */
  readonly keys: readonly string[];
  /** When the proof of identity ends. The socket is closed then, unless a fresh token came. */
  readonly expiresAtMs?: number;
}

export interface Credentials {
  readonly token: string | undefined;
  /** The upgrade request with its cookies; absent when a live connection brings a fresh token. */
  readonly request: IncomingMessage | undefined;
}

export type Decision =
  | { readonly topic: string; readonly refused?: never }
  | { readonly refused: Exclude<RefusalCode, 'too_many' | 'unavailable'>; readonly topic?: never };

export interface Signal {
  readonly resource: string;
  readonly topic: string;
  readonly type: string;
  /** Unchecked: whatever the client sent. */
  readonly payload: unknown;
}

/** What the gateway asks the rest of the system. Whatever rejects is answered with `unavailable`. */
export interface GatewayPorts<Actor> {
  /** Who is asking, or `null` when the credentials prove nothing. */
  authenticate(credentials: Credentials): Promise<Session<Actor> | null>;
  /** The same session with the rights it has now, or `null` when it is over. */
  reload(actor: Actor): Promise<Session<Actor> | null>;
  /** The topic behind a resource, for an actor who may read it. Asked anew on every resume. */
  authorize(actor: Actor, resource: string): Promise<Decision>;
  /** Judges an ephemeral signal of a subscribed reader, and publishes what it will. */
  signal?(actor: Actor, signal: Signal): Promise<void>;
}

/** The part of a structured logger that this package needs. */
export interface RealtimeLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface GatewayLimits {
  readonly maxConnections: number;
  /** One WebSocket message of a client, in bytes. */
  readonly maxMessageBytes: number;
  readonly maxFramesPerSecond: number;
  readonly maxSubscriptions: number;
  /** Unsent bytes after which a reader is too slow and is cut. */
  readonly maxBufferedBytes: number;
  readonly helloTimeoutMs: number;
  /** A socket that says nothing for two of these is cut. */
  readonly pingEveryMs: number;
  /** Messages for one socket within this time are joined. */
  readonly tickMs: number;
  readonly maxReplayMessages: number;
  /** How far readers are spread when they are sent away to come back. */
  readonly retrySpreadMs: number;
}

export const defaultGatewayLimits: GatewayLimits = {
  maxConnections: 20_000,
  maxMessageBytes: 32 * 1024,
  // A client that comes back asks for all its subscriptions at once.
  maxFramesPerSecond: 120,
  maxSubscriptions: 100,
  maxBufferedBytes: 512 * 1024,
  helloTimeoutMs: 10_000,
  pingEveryMs: 25_000,
  // Ten milliseconds are unseen by a person and join what a model writes in one breath.
  tickMs: 10,
  maxReplayMessages: 500,
  retrySpreadMs: 3_000,
};

/** Why the gateway dropped a socket without a word. */
export type CutReason = 'slow' | 'silent';

export interface GatewayStats {
  readonly connections: number;
  readonly subscriptions: number;
  /** Topics followed on the log by this instance. */
  readonly topics: number;
  /** Messages handed to sockets since the start. */
  readonly deliveries: number;
  readonly cuts: Readonly<Record<CutReason, number>>;
}
