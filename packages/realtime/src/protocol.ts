/**
 * The wire between a reader and a gateway, whole: nothing else in the project knows these names.
 *
 * Both sides send WebSocket text messages that each hold a JSON array of frames, so that whatever
 * happens within a tick travels together. This file is types and constants only: the browser client
 * bundles it, and the server validates what it receives with `protocol.schema.ts`.
 */
export const protocolVersion = 1;

/** A place in a topic's log. An offset means nothing without the epoch it was counted in. */
export interface Position {
  /** Names one unbroken count of offsets. A log that may have lost something starts a new epoch. */
  readonly epoch: string;
  /** 1 for the first message of the epoch, then one more for each. 0 is before the first. */
  readonly offset: number;
}

/** One message of a topic as a reader gets it. Delivery is at least once; `id` makes it once. */
export interface Envelope extends Position {
  readonly topic: string;
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
}

/** The client's frames. It never names a topic: it asks for a resource and the server grants one. */
export type ClientFrame =
  /** First frame of a connection. Without a token the cookies of the upgrade request speak. */
  | { readonly op: 'hello'; readonly v: number; readonly token?: string | undefined }
  /** A fresh token for the live connection, before the old one expires. */
  | { readonly op: 'auth'; readonly token: string }
  /** `ref` is the client's own number for the subscription; `from` is the last message it has. */
  | {
      readonly op: 'subscribe';
      readonly ref: number;
      readonly resource: string;
      readonly from?: Position | undefined;
    }
  | { readonly op: 'unsubscribe'; readonly ref: number }
  /** Something that is not worth keeping (typing), for the server to judge and perhaps to publish. */
  | {
      readonly op: 'signal';
      readonly ref: number;
      readonly type: string;
      readonly payload?: unknown;
    }
  /** Asks for a `pong` at once: used after a page wakes up, to learn whether the line still holds. */
  | { readonly op: 'ping' }
  | { readonly op: 'pong' };

export type ServerFrame =
  /** The actor is known. A silence longer than twice `pingEveryMs` means that the line is dead. */
  | {
      readonly op: 'welcome';
      readonly v: number;
      readonly pingEveryMs: number;
      /** When set, send `auth` with a fresh token within this time. */
      readonly refreshInMs?: number;
    }
  /**
   * The topic is live from `offset` on. `recovered` tells that everything after the client's `from`
   * follows; otherwise the client has to fetch the present state by its other ways.
   */
  | ({
      readonly op: 'subscribed';
      readonly ref: number;
      readonly topic: string;
      readonly recovered: boolean;
    } & Position)
  | { readonly op: 'refused'; readonly ref: number; readonly code: RefusalCode }
  | ({ readonly op: 'message' } & Envelope)
  /** The log lost its place under a live subscription: fetch the present state, then go on. */
  | ({ readonly op: 'reset'; readonly topic: string } & Position)
  /** The right to a topic is gone. The subscriptions to it are over. */
  | { readonly op: 'revoked'; readonly topic: string }
  | { readonly op: 'ping' }
  | { readonly op: 'pong' }
  /** The server hangs up. Without `retryAfterMs` the same client need not come back. */
  | { readonly op: 'bye'; readonly reason: ByeReason; readonly retryAfterMs?: number };

/**
 * Why a subscription was not granted. `unavailable` alone is worth another try: it says that the
 * server could not decide, not that it decided.
 */
export type RefusalCode = 'not_found' | 'forbidden' | 'too_many' | 'unavailable';

export type ByeReason =
  /** The instance stops; another will answer. */
  | 'draining'
  /** Who is asking could not be told now. */
  | 'unavailable'
  | 'unauthenticated'
  | 'unsupported_version'
  | 'malformed'
  /** No hello came in time. */
  | 'hello_timeout'
  /** More frames a second than any client of ours sends. */
  | 'too_many_frames';

/** WebSocket close codes of the private range, one per reason. */
export const closeCodes: Record<ByeReason, number> = {
  draining: 4000,
  malformed: 4400,
  unauthenticated: 4401,
  hello_timeout: 4408,
  unsupported_version: 4426,
  too_many_frames: 4429,
  unavailable: 4503,
};
