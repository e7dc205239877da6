import type { VisitorEvent } from '@platform/api-contract/types';
import { createRealtimeClient, type RealtimeClient } from '@platform/realtime/client';
import type { Bridge } from '../shared/bridge.ts';

interface ConnectionHandlers {
  onEvent(event: VisitorEvent): void;
  /** What is known may be incomplete. */
  onReset(): void;
  /** The line stands, perhaps again. */
  onLive(): void;
  /** Whether anyone is looking, so that asking again and again is worth it. */
  isWatched(): boolean;
}

/** Where no WebSocket comes through (a proxy, a page's policy), the thread is asked for this often. */
const pollMs = 3_000;

/** Follows one conversation at a time. */
export class Connection {
  readonly #bridge: Bridge;
  readonly #handlers: ConnectionHandlers;
  readonly #timer: number;
  #client: RealtimeClient<VisitorEvent> | null = null;
  #followed: string | null = null;
  #unsubscribe: (() => void) | null = null;
  #live = false;

  constructor(bridge: Bridge, handlers: ConnectionHandlers) {
    this.#bridge = bridge;
    this.#handlers = handlers;
    this.#timer = window.setInterval(() => {
      const watched = document.visibilityState === 'visible' && handlers.isWatched();
      if (this.#followed && !this.#live && watched) handlers.onReset();
    }, pollMs);
  }

  follow(conversationId: string | null): void {
    if (conversationId === this.#followed) return;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#live = false;
    this.#followed = conversationId;
    if (conversationId === null) return;
    this.#client ??= createRealtimeClient<VisitorEvent>({
      url: `${this.#bridge.options.origin.replace(/^http/, 'ws')}/realtime`,
      getToken: () => this.#bridge.session.current?.token ?? '',
      onState: (state) => {
        if (state !== 'open') this.#live = false;
      },
    });
    this.#unsubscribe = this.#client.subscribe(`conversation:${conversationId}`, {
      onMessage: (event) => this.#handlers.onEvent(event),
      onReset: () => this.#handlers.onReset(),
      onState: (state) => {
        this.#live = state === 'live';
        if (this.#live) this.#handlers.onLive();
      },
    });
  }

  /** Tells the team that the visitor is writing. */
  typing(): void {
    if (this.#followed) this.#client?.signal(`conversation:${this.#followed}`, 'typing');
  }

  /** Lets go of the socket, which would keep the page out of the browser's back-forward cache. */
  pause(): void {
    this.#client?.close();
    this.#client = null;
    this.#unsubscribe = null;
    this.#live = false;
  }

  /** Comes back under who the visitor is now. */
  resume(): void {
    const followed = this.#followed;
    this.pause();
    this.#followed = null;
    this.follow(followed);
  }

  destroy(): void {
    clearInterval(this.#timer);
    this.pause();
  }
}
