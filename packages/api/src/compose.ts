import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { resolveModels } from '@platform/ai-core';
import { createAppRouter } from '@platform/api-contract/router';
import type { Service } from '@platform/api-contract/types';
import {
  attemptRules,
  createAuthenticator,
  createSealer,
  deleteExpiredLinks,
  deleteExpiredSessions,
  deleteOldAttempts,
  hashingStats,
  readSealingKeys,
  rememberActors,
} from '@platform/auth';
import { createDatabase, lockDataDir, migrate, openClients } from '@platform/db';
import { ensureVectorIndex } from '@platform/knowledge';
import {
  createGateway,
  createMemoryLog,
  createRedisLog,
  createRelay,
  type Gateway,
  revalidationMessage,
} from '@platform/realtime/server';
import type { Env } from '@platform/shared/env';
import type { Logger } from '@platform/shared/logger';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { createAnswerRunner } from './answering/answer-runner.ts';
import { apology } from './answering/apology.ts';
import { createModelService } from './answering/models.ts';
import { createHandlers } from './handlers.ts';
import { registerAppRoutes } from './http/app-routes.ts';
import { registerAuditRoutes } from './http/audit-routes.ts';
import type { Contexts } from './http/contexts.ts';
import { registerCspReports } from './http/csp-report-routes.ts';
import { registerDocumentRoutes } from './http/document-routes.ts';
import { registerExportRoutes } from './http/export-routes.ts';
import { toErrorShape } from './http/format-error.ts';
import { createGuard } from './http/guard.ts';
import { registerHealthRoutes } from './http/health-routes.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { createHttpServer } from './http/server.ts';
import type { BaseContext } from './http/trpc-routes.ts';
import { createWidgetDirectory } from './http/widget-directory.ts';
import { createEmbeddingService } from './knowledge/embedding-service.ts';
import { createKnowledgeService } from './knowledge/knowledge-service.ts';
import { openFiles } from './knowledge/open-files.ts';
import { startIngest } from './knowledge/start-ingest.ts';
import { startMail } from './mail/start-mail.ts';
import { isVerificationRequired } from './mail/verification-rule.ts';
import { createRefusals } from './modules/audit/refusals.ts';
import { startDataJobs } from './modules/data/start-data-jobs.ts';
import { createPasswordRule } from './modules/registration/create-password-rule.ts';
import { registerServices } from './modules/system/registered-services.ts';
import { createSystemService } from './modules/system/system-service.ts';
import { createOrigins } from './origins.ts';
import { createOutsideServices } from './outside/outside-services.ts';
import { createOutboxSource } from './realtime/outbox-source.ts';
import { createRealtimePorts, readCookie } from './realtime/realtime-ports.ts';
import { keepSecret } from './secret.ts';
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

export interface PlatformOptions {
  readonly env: Env;
  readonly logger: Logger;
  /** Told what takes time at start. */
  onProgress?: (message: string) => void;
  /** Multiplies every limit; tests that are not about limits raise it. */
  limitFactor?: number;
}

const everyHourMs = 60 * 60 * 1000;
const redisTimeoutMs = 5_000;
const limitsTimeoutMs = 250;

/** The composition root: the one place where everything is put together. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { env, logger } = options;
  const progress = options.onProgress ?? (() => undefined);
  const serves = (...roles: Env['ROLE'][]) => env.ROLE === 'all' || roles.includes(env.ROLE);
  const embedded = env.DATABASE_URL === undefined;
  const closers: (() => Promise<void> | void)[] = [];
  const closing = new AbortController();

  try {
    if (embedded) closers.push(lockDataDir(path.resolve(env.DATA_DIR)));
    progress(embedded ? 'Opening the embedded database' : 'Connecting to PostgreSQL');
    const clients = await openClients(env);
    closers.push(() => clients.close());
    const migrations = await blame('DATABASE_URL_OWNER', () => migrate(clients));
    logger.info({ migrations, kind: clients.kind }, 'database is up to date');
    const db = createDatabase(clients);

    const log =
      env.REDIS_URL === undefined
        ? createMemoryLog()
        : createRedisLog({ url: env.REDIS_URL, logger });
    closers.push(() => log.close());
    await blame('REDIS_URL', () => log.ready(redisTimeoutMs));
    const redis =
      env.REDIS_URL === undefined
        ? null
        : new Redis(env.REDIS_URL, {
            maxRetriesPerRequest: 1,
            enableOfflineQueue: false,
            // A server that hangs must not hang every request: the limits then count in memory.
            commandTimeout: limitsTimeoutMs,
          });
    redis?.on('error', (error) => logger.debug({ err: error }, 'redis of the limits'));
    if (redis !== null) closers.push(() => redis.disconnect());

    const secret = env.APP_SECRET ?? keepSecret(path.resolve(env.DATA_DIR));
    const sealer = createSealer(readSealingKeys(env.ENCRYPTION_KEYS, secret));
    const authenticator = rememberActors(
      createAuthenticator({
        db,
        secret,
        emailVerificationRequired: isVerificationRequired(env),
      }),
    );
    const origins = createOrigins(env);
    const files = await openFiles(env);
    const place = env.S3_ENDPOINT === undefined ? 'DATA_DIR' : 'S3_ENDPOINT and its keys';
    await blame(place, () => files.check());
    const mail = await blame('SMTP_URL', () =>
      startMail({
        env,
        db,
        logger,
        sealer,
        sends: serves('worker'),
        publicOrigin: () => origins.public(),
      }),
    );
    closers.push(() => mail.close());
    progress('Looking for language models');
    const models = await resolveModels(env);
    const embedding = await createEmbeddingService({
      env,
      logger,
      prepare: async (embedder) => {
        if (serves('worker')) await ensureVectorIndex(clients, embedder);
      },
    });
    closers.push(() => embedding.close());

    const relay = createRelay({ source: createOutboxSource(db, embedded), log, logger });
    closers.push(() => relay.stop());
    const ingest = startIngest({
      db,
      log,
      files,
      logger,
      embedding,
      works: serves('worker'),
    });
    closers.push(() => ingest.close());
    const widgets = createWidgetDirectory(db);
    const limits = createRateLimits(redis, options.limitFactor);
    const knowledge = createKnowledgeService({
      db,
      files,
      logger,
      embedder: () => embedding.current(),
      wakeIngest: () => ingest.wake(),
      announce: (tenantId, documentId) => ingest.announce(tenantId, documentId),
    });
    const modelService = createModelService({ db, knowledge, chain: () => models.chain });
    const answers = createAnswerRunner({
      db,
      log,
      logger,
      alone: embedded,
      works: serves('api'),
      answer: (tenantId, question, signal) => modelService.answer(tenantId, question, signal),
      apologise: apology,
      wakeRelay: () => relay.wake(),
    });
    closers.push(() => answers.close(Math.min(5_000, env.SHUTDOWN_TIMEOUT_MS / 2)));

    const revalidate = async (key: string) => {
      authenticator.forget(key);
      try {
        await log.publish([revalidationMessage(key)]);
      } catch (error) {
        // A log that was away makes every gateway look at all its sockets again once it is back.
        logger.warn({ err: error }, 'live sockets will be checked when the message log is back');
      }
    };
    const refusals = createRefusals({ db, logger });
    closers.push(() => refusals.close());
    const wakeMail = () => mail.wake();
    const dataJobs = startDataJobs(
      { db, log, files, logger, sealer, answers, revalidate, wakeMail },
      { works: serves('worker'), alone: embedded },
    );
    closers.push(() => dataJobs.close());

    let gateway: Gateway | null = null;
    let cspReports = () => 0;
    let demo: { widgetId: string; siteUrl: string } | null = null;
    const system = createSystemService(
      registerServices({ env, db, log, files, mail, embedding, models: () => models }),
      () => {
        const stats = gateway?.stats();
        return { sockets: stats?.connections ?? 0, topics: stats?.topics ?? 0 };
      },
    );
    const services: Services = {
      env,
      logger,
      db,
      log,
      secret,
      authenticator,
      sealer,
      attempts: { maxFailures: attemptRules.maxFailures * (options.limitFactor ?? 1) },
      mail,
      passwords: createPasswordRule(env, logger),
      limits,
      widgets,
      answers,
      knowledge,
      models: modelService,
      system,
      outside: createOutsideServices(env, { db, sealer, publicOrigin: () => origins.public() }),
      publicOrigin: () => origins.public(),
      wakeRelay: () => relay.wake(),
      refusals,
      dataJobs,
      revalidate,
    };

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
        if (closing.signal.aborted) return ['shutting down'];
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
      app.get('/demo.json', async () => demo ?? {});
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
    const housekeeping = setInterval(() => {
      Promise.all([deleteExpiredSessions(db), deleteExpiredLinks(db), deleteOldAttempts(db)]).catch(
        (error: unknown) => logger.warn({ err: error }, 'what expired of sign-ins was not removed'),
      );
    }, everyHourMs);
    closers.push(() => clearInterval(housekeeping));

    return {
      services,
      status: () => system.services(),
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
        closing.abort();
        await gateway?.close(deadlineMs / 4);
        await app.close();
        for (const close of closers.reverse()) await close();
      },
    };
  } catch (error) {
    for (const close of closers.reverse()) await close();
    throw error;
  }
}

/** What was set and does not work is named by the variable it was set with. */
async function blame<Result>(variable: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${variable}: ${reason}`, { cause });
  }
}

function upgradeRealtime(app: FastifyInstance, gateway: Gateway): void {
  app.server.on('upgrade', (request, socket, head) => {
    const [pathname] = (request.url ?? '').split('?');
    if (pathname === '/realtime') gateway.handleUpgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });
}
