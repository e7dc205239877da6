import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { errorCodes } from '@platform/api-contract/errors';
import type { AppRouter } from '@platform/api-contract/types';
import { uuidv7 } from '@platform/shared/ids';
import type { Logger } from '@platform/shared/logger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { registerCors } from './cors.ts';
import { describeError, toProblem } from './format-error.ts';
import { type CookieOptions, describeRequest, type RequestInfo } from './request-info.ts';
import { registerTrpcRoutes } from './trpc-routes.ts';

export interface HttpServerOptions {
  readonly logger: Logger;
  readonly router: AppRouter;
  /** False for roles that only carry realtime or work in the background. */
  readonly serveProcedures: boolean;
  /** A mutation was served, whatever came of it. */
  onChange(request: RequestInfo): void;
  readonly cookie: CookieOptions;
  readonly trustedProxies: readonly string[];
  readonly maxUploadBytes: number;
  isOwnOrigin(origin: string): boolean;
}

export type DescribeRequest = (request: FastifyRequest, reply: FastifyReply) => RequestInfo;

/** Two years, as the preload lists ask for [ASVS 3.4.1]. */
const hstsPolicy = 'max-age=63072000; includeSubDomains';
const maxJsonBytes = 4 * 1024 * 1024;

/** Fastify with what every role of the platform needs; routes are added by the caller. */
export async function createHttpServer(options: HttpServerOptions): Promise<{
  app: FastifyInstance;
  describe: DescribeRequest;
}> {
  const { logger } = options;
  const headersOf = (request: FastifyRequest) => ({
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-frame-options': 'SAMEORIGIN',
    // Pages, downloads and the widget's files say more; whatever else is opened as a page is none.
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    ...(options.cookie.secure ? { 'strict-transport-security': hstsPolicy } : {}),
  });
  /** What went wrong is of this moment and for this caller. */
  const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const { code } = describeError(error);
    void reply
      .code(errorCodes[code].status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .send(toProblem(error, request.id));
  };
  const app = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    bodyLimit: maxJsonBytes,
    // An address header is believed from the proxies that are named, and from nobody else.
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    routerOptions: { maxParamLength: 2_000, ignoreTrailingSlash: false },
    forceCloseConnections: 'idle',
    // An address that cannot be read never reaches a route; it is answered like everything else.
    frameworkErrors: (error, request, reply: FastifyReply) => {
      sendProblem(error, request, reply.headers(headersOf(request)));
    },
  });
  await app.register(cookie);
  await app.register(multipart, {
    // One byte more than is taken: the stream must show that a file is too large, not end there.
    limits: { fileSize: options.maxUploadBytes + 1, files: 100, fields: 10, parts: 110 },
    throwFileSizeLimit: false,
  });

  // An empty body is what a client sends for a call without input; keys that could reach an object's
  // prototype are refused.
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, body, done) => {
      if (body === '') done(null, undefined);
      else void parseJson(request, body, done);
    },
  );

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headersOf(request));
  });
  app.addHook('onResponse', async (request, reply) => {
    // The path without its query: inputs of calls stand there.
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
  });
  app.setNotFoundHandler((request, reply) => {
    sendProblem({ statusCode: 404 }, request, reply);
  });
  app.setErrorHandler((error, request, reply) => {
    const { code, retryAfterMs } = describeError(error);
    if (retryAfterMs !== null) void reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
    if (errorCodes[code].status >= 500) {
      logger.error({ err: error, requestId: request.id }, 'request failed');
    }
    sendProblem(error, request, reply);
  });

  const describe: DescribeRequest = (request, reply) =>
    describeRequest(request, reply, options.cookie);
  registerCors(app, options.isOwnOrigin);
  if (options.serveProcedures)
    registerTrpcRoutes(app, {
      router: options.router,
      logger,
      describe,
      onChange: options.onChange,
    });
  return { app, describe };
}
