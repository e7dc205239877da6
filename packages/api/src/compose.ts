import type { AddressInfo } from 'node:net';
import type { Service } from '@platform/api-contract/types';
import { deleteExpiredLinks, deleteExpiredSessions, deleteOldAttempts } from '@platform/auth';
import { type Closers, type FoundationOptions, openFoundation } from './compose/foundation.ts';
import { type Served, serve } from './compose/serve.ts';
import { startServices } from './compose/start-services.ts';
import { closeServer, watchRequests } from './http/close-server.ts';
import type { Services } from './services.ts';

export interface Platform {
  readonly services: Services;
  /** The address that was bound; the port is a real one even when 0 was asked for. */
  listen(): Promise<{ port: number }>;
  status(): Promise<Service[]>;
  /** What the landing page shows live, once there is a demo. */
  setDemo(demo: { widgetId: string; siteUrl: string }): void;
  /** Ends what is open within the deadline, in the order that loses nothing. */
  close(deadlineMs: number): Promise<void>;
}

export interface PlatformOptions extends FoundationOptions {
  /** Multiplies every limit; tests that are not about limits raise it. */
  limitFactor?: number;
}

const everyHourMs = 60 * 60 * 1000;

/** The composition root: everything is put together here and in the folder beside it. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { env, logger } = options;
  const closers: Closers = [];
  const closeAll = async () => {
    for (const close of closers.reverse()) await close();
  };
  let closing = false;
  let demo: { widgetId: string; siteUrl: string } | null = null;
  let served: Served | null = null;

  try {
    const foundation = await openFoundation(options, closers);
    const { db, origins } = foundation;
    const started = await startServices(foundation, closers, {
      limitFactor: options.limitFactor,
      live: () => {
        const stats = served?.gateway?.stats();
        return { sockets: stats?.connections ?? 0, topics: stats?.topics ?? 0 };
      },
    });
    const { app, gateway } = await serve(foundation, started, {
      isClosing: () => closing,
      demo: () => demo,
    });
    served = { app, gateway };
    const requests = watchRequests(app);
    const housekeeping = setInterval(() => {
      Promise.all([deleteExpiredSessions(db), deleteExpiredLinks(db), deleteOldAttempts(db)]).catch(
        (error: unknown) => logger.warn({ err: error }, 'what expired of sign-ins was not removed'),
      );
    }, everyHourMs);
    closers.push(() => clearInterval(housekeeping));

    const { services } = started;
    return {
      services,
      status: () => services.system.services(),
      setDemo(found) {
        demo = found;
      },
      async listen() {
        await app.listen({ host: env.HOST, port: env.PORT });
        const { port } = app.server.address() as AddressInfo;
        origins.listening(port);
        return { port };
      },
      async close(deadlineMs) {
        closing = true;
        await gateway?.close(deadlineMs / 4);
        await closeServer(app, requests, deadlineMs / 2);
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
