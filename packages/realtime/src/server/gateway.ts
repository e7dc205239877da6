import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocketServer } from 'ws';

import { Connection, type ConnectionContext } from './connection.ts';
import { controlTopic, followControl, publishControl, revalidationMessage } from './control.ts';
import { GatewaySocket } from './gateway-socket.ts';
import type { MessageLog } from './log.ts';
import {
  type CutReason,
  defaultGatewayLimits,
  type GatewayLimits,
  type GatewayPorts,
  type GatewayStats,
  type RealtimeLogger,
} from './ports.ts';
import { createTopicHub } from './topic-hub.ts';

export interface GatewayOptions<Actor> extends GatewayPorts<Actor> {
  readonly log: MessageLog;
  readonly logger: RealtimeLogger;
  /**
   * Whether a page of this origin may open a socket at all. What else depends on the origin (a widget
   * that is bound to sites) is for `authenticate`, which gets the same request.
   */
  isOriginAllowed(origin: string | undefined, request: IncomingMessage): boolean | Promise<boolean>;
  readonly limits?: Partial<GatewayLimits>;
}

export interface Gateway {
  /** For the `upgrade` event of a server, once the path is known to be the gateway's. Never throws. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /**
   * Re-checks every session that has this key, here and on all other instances. Resolves when it is
   * done here and the log has told the others, which takes as long as the log cannot be reached.
   */
  revalidate(key: string): Promise<void>;
  stats(): GatewayStats;
  /** Sends readers away to another instance, and cuts who is still here at the deadline. */
  close(deadlineMs: number): Promise<void>;
}

/** A gateway between WebSockets and a message log. It holds no global state: many fit one process. */
export function createGateway<Actor>(options: GatewayOptions<Actor>): Gateway {
  const { log, logger } = options;
  const limits: GatewayLimits = { ...defaultGatewayLimits, ...options.limits };
  const connections = new Set<Connection<Actor>>();
  const cuts: Record<CutReason, number> = { slow: 0, silent: 0 };
  const closing = new AbortController();

  const hub = createTopicHub({
    log,
    tickMs: limits.tickMs,
    maxReplayMessages: limits.maxReplayMessages,
    // A replay must fit what a reader may have unsent, or a slow one would be cut for resuming.
    maxReplayLength: limits.maxBufferedBytes / 2,
  });
  const context: ConnectionContext<Actor> = {
    ports: { ...options, authorize },
    hub,
    limits,
    logger,
    retryAfterMs: () => Math.round(Math.random() * limits.retrySpreadMs),
    onCut(reason) {
      cuts[reason] += 1;
      logger.info({ reason }, 'realtime reader cut');
    },
    onClose(connection) {
      connections.delete(connection);
    },
  };

  async function authorize(actor: Actor, resource: string) {
    const decision = await options.authorize(actor, resource);
    if (decision.topic === controlTopic)
      throw new Error(`"${resource}" resolves to ${controlTopic}.`);
    return decision;
  }

  const webSocketOptions: ServerOptions<typeof GatewaySocket> & { closeTimeout: number } = {
    WebSocket: GatewaySocket,
    noServer: true,
    clientTracking: false,
    // Off, because frames are written past `ws` (see ws-frame.ts), and because compressing for each
    // reader costs more than the bytes are worth.
    perMessageDeflate: false,
    maxPayload: limits.maxMessageBytes,
    maxFragments: 16,
    // Missing from the published types. A peer that does not answer our close is gone after this.
    closeTimeout: 5_000,
  };
  const webSockets = new WebSocketServer(webSocketOptions);

  const sweep = setInterval(() => {
    const nowMs = Date.now();
    for (const connection of connections) connection.sweep(nowMs);
  }, 1_000);
  sweep.unref();

  followControl({
    log,
    logger,
    signal: closing.signal,
    onRevalidate: (key) => void revalidateHere((connection) => connection.mayHaveKey(key)),
    onGap: () => void revalidateHere(() => true),
  }).catch((error: unknown) => logger.error({ err: error }, 'realtime control topic lost'));

  async function revalidateHere(isMeant: (connection: Connection<Actor>) => boolean) {
    const meant = [...connections].filter(isMeant).values();
    const worker = async () => {
      for (const connection of meant) await connection.revalidate();
    };
    await Promise.all(Array.from({ length: revalidationsAtOnce }, worker));
  }

  async function upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    onAccepted: () => void,
  ): Promise<void> {
    if (closing.signal.aborted || connections.size >= limits.maxConnections) {
      refuse(socket, '503 Service Unavailable');
      return;
    }
    if (!(await options.isOriginAllowed(request.headers.origin, request))) {
      refuse(socket, '403 Forbidden');
      return;
    }
    if (closing.signal.aborted) {
      refuse(socket, '503 Service Unavailable');
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(context, webSocket, socket, request);
      connections.add(connection);
      webSocket.listen(connection);
      onAccepted();
    });
  }

  return {
    handleUpgrade(request, socket, head) {
      // Until the socket is a reader's, nobody else listens, and an error without a listener would
      // end the process.
      const onError = (error: Error) => logger.debug({ err: error }, 'realtime upgrade failed');
      socket.on('error', onError);
      upgrade(request, socket, head, () => socket.off('error', onError)).catch((error: unknown) => {
        logger.error({ err: error }, 'realtime upgrade failed');
        refuse(socket, '503 Service Unavailable');
      });
    },

    async revalidate(key) {
      await Promise.all([
        revalidateHere((connection) => connection.mayHaveKey(key)),
        publishControl(revalidationMessage(key), { log, logger, signal: closing.signal }),
      ]);
    },

    stats() {
      let subscriptions = 0;
      for (const connection of connections) subscriptions += connection.subscriptionCount;
      return { connections: connections.size, subscriptions, cuts: { ...cuts }, ...hub.stats() };
    },

    async close(deadlineMs) {
      closing.abort();
      clearInterval(sweep);
      const leaving = [...connections];
      for (const connection of leaving) connection.bye('draining', context.retryAfterMs());
      await Promise.race([
        Promise.all(leaving.map((connection) => connection.whenClosed())),
        new Promise((resolve) => setTimeout(resolve, deadlineMs).unref()),
      ]);
      for (const connection of leaving) connection.terminate();
      hub.close();
      webSockets.close();
    },
  };
}

/** Enough to be quick with a workspace of thousands, few enough to leave the database to others. */
const revalidationsAtOnce = 16;

function refuse(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
