import { createAppRouter } from '@platform/api-contract/router';
import { hashingStats } from '@platform/auth';
import { createGateway, type Gateway } from '@platform/realtime/server';
import type { FastifyInstance } from 'fastify';
import { createHandlers } from '../handlers.ts';
import { registerAppRoutes } from '../http/app-routes.ts';
import { registerAuditRoutes } from '../http/audit-routes.ts';
import type { Contexts } from '../http/contexts.ts';
import { registerCspReports } from '../http/csp-report-routes.ts';
import { registerDocumentRoutes } from '../http/document-routes.ts';
import { registerExportRoutes } from '../http/export-routes.ts';
import { toErrorShape } from '../http/format-error.ts';
import { createGuard } from '../http/guard.ts';
import { registerHealthRoutes } from '../http/health-routes.ts';
import { createHttpServer } from '../http/server.ts';
import type { BaseContext } from '../http/trpc-routes.ts';
import { createRealtimePorts, readCookie } from '../realtime/realtime-ports.ts';
import type { Foundation } from './foundation.ts';
import type { StartedServices } from './start-services.ts';

export interface Served {
  readonly app: FastifyInstance;
  readonly gateway: Gateway | null;
}

/** What the outside meets: the guard, the procedures, routes, pages and live sockets of the roles. */
export async function serve(
  foundation: Foundation,
  started: StartedServices,
  state: {
    isClosing(): boolean;
    /** What the landing page shows live, once there is a demo. */
    demo(): object | null;
  },
): Promise<Served> {
  const { env, logger, db, log, mail, secret, authenticator, origins, serves } = foundation;
  const { services, relay } = started;
  const { limits, widgets, refusals, answers, system } = services;
  let gateway: Gateway | null = null;
  let cspReports = () => 0;

  const guard = createGuard({
    authenticator,
    secret,
    limits,
    widgets,
    refusals,
    logger,
    isOwnOrigin: (origin) => origins.isOwn(origin),
  });
  const router = createAppRouter<Contexts>({
    guard: (call, ctx) => guard(call, (ctx as BaseContext).request),
    handlers: createHandlers(services),
    formatError: ({ error, ctx, path: at, shape }) =>
      toErrorShape(error, {
        path: at,
        requestId: (ctx as BaseContext | undefined)?.request.id ?? '',
        trpcCode: shape.code,
      }),
  });
  const secure = origins.public().startsWith('https://');
  // By the port that browsers see: processes of several roles or hosts behind one address share it.
  const { port: publicPort } = new URL(origins.public());
  const cookieName = `${secure ? '__Host-' : ''}parley_session_${publicPort || 'default'}`;
  const { app, describe } = await createHttpServer({
    logger,
    router,
    serveProcedures: serves('api'),
    onChange: (request) => authenticator.forgetCaller(request),
    cookie: { name: cookieName, secure, secret },
    trustedProxies: env.TRUSTED_PROXIES.split(',')
      .map((each) => each.trim())
      .filter(Boolean),
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    isOwnOrigin: (origin) => origins.isOwn(origin),
  });
  registerHealthRoutes(app, {
    metricsToken: env.METRICS_TOKEN,
    async notReady() {
      if (state.isClosing()) return ['shutting down'];
      const found = await system.services();
      return found.filter((each) => each.state === 'down').map((each) => each.need);
    },
    gauges: {
      realtime_sockets: {
        help: 'Open WebSocket connections.',
        read: () => gateway?.stats().connections ?? 0,
      },
      password_hashes_waiting: {
        help: 'Sign-ins that wait for their turn to be hashed.',
        read: () => hashingStats().waiting,
      },
      answers_running: { help: 'Answers being written here.', read: () => answers.running() },
      csp_reports_total: {
        help: 'Content policy violations that browsers reported since the start.',
        read: () => cspReports(),
      },
      outbox_published_total: {
        help: 'Realtime messages relayed since the start.',
        read: () => relay.stats().published,
      },
    },
  });
  if (serves('api')) {
    mail.register(app);
    registerDocumentRoutes(app, { guard, describe, services });
    registerAuditRoutes(app, { guard, describe, services });
    registerExportRoutes(app, { guard, describe, services });
    app.get('/demo.json', async () => state.demo() ?? {});
    cspReports = registerCspReports(app, { guard, describe, logger }).count;
    await registerAppRoutes(app, () => origins.public());
  }
  if (serves('realtime')) {
    gateway = createGateway({
      ...createRealtimePorts({
        db,
        log,
        authenticator,
        cookieName,
        widgets,
        isOwnOrigin: (origin) => origins.isOwn(origin),
      }),
      log,
      logger,
      // A widget may be on any site, and its visitor's token is checked against which one. A cookie of
      // the team speaks from our own pages alone.
      isOriginAllowed: (origin, request) =>
        origin === undefined ||
        origins.isOwn(origin) ||
        (origin !== 'null' && readCookie(request, cookieName) === undefined),
    });
    upgradeRealtime(app, gateway);
  }
  return { app, gateway };
}

function upgradeRealtime(app: FastifyInstance, gateway: Gateway): void {
  app.server.on('upgrade', (request, socket, head) => {
    const [pathname] = (request.url ?? '').split('?');
    if (pathname === '/realtime') gateway.handleUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });
}
