import type { ByeReason, Envelope, RefusalCode } from '../protocol.ts';

/** `stopped` is final: the server said not to come back, or `close` was called. */
export type ClientState = 'connecting' | 'open' | 'waiting' | 'offline' | 'stopped';

/** `live` while messages arrive. `revoked` and refusals other than `unavailable` are final. */
export type SubscriptionState = 'pending' | 'live' | 'revoked' | RefusalCode;

export interface SubscriptionHandlers<Message extends { type: string; payload: unknown }> {
  /** Each message once, in the order of the topic. */
  onMessage(message: Message & Envelope): void;
  /**
   * What this side knows may be incomplete: fetch the present state. Comes when a subscription begins
   * and whenever the log could not tell everything since the last message. Messages that arrive while
   * fetching are newer than, or part of, what is fetched; their ids and numbers tell.
   */
  onReset(): void;
  onState?(state: SubscriptionState): void;
}

export interface RealtimeClientOptions {
  /** `ws:` or `wss:` address of the gateway. */
  readonly url: string;
  /** A fresh token for each connection, and before one expires. Without one, or '', cookies speak. */
  readonly getToken?: () => string | Promise<string>;
  readonly onState?: (state: ClientState, reason?: ByeReason) => void;
}

export interface RealtimeClient<Message extends { type: string; payload: unknown }> {
  /** Returns the way to end the subscription. */
  subscribe(resource: string, handlers: SubscriptionHandlers<Message>): () => void;
  /** Sends something ephemeral about a subscribed resource; lost when it is not live. */
  signal(resource: string, type: string, payload?: unknown): void;
  close(): void;
}
