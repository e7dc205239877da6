import { timingSafeEqual } from 'node:crypto';
import { PlatformError } from '@platform/api-contract/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface HealthOptions {
  /** Names of what is not ready; empty when everything is. */
  notReady(): Promise<string[]>;
  /** What a reader of the metrics has to show; undefined lets in this host alone. */
  metricsToken: string | undefined;
  /** Numbers of this moment, by metric name. */
  gauges: Readonly<Record<string, { help: string; read(): number }>>;
}

/**
 * `/livez` says that the process runs, whatever else is broken: restarting it would not help a cut
 * Redis. `/readyz` says whether requests should come here.
 */
export function registerHealthRoutes(app: FastifyInstance, options: HealthOptions): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to response, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  for (const [name, gauge] of Object.entries(options.gauges)) {
    new Gauge({
      name,
      help: gauge.help,
      registers: [registry],
      collect() {
        this.set(gauge.read());
      },
    });
  }
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    duration.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });

  app.get('/livez', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const notReady = await options.notReady();
    return reply
      .code(notReady.length === 0 ? 200 : 503)
      .send({ status: notReady.length === 0 ? 'ok' : 'not ready', notReady });
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, options.metricsToken)) throw new PlatformError('NOT_FOUND');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  // The peer itself, not who a header says it speaks for: a proxy on this host is not this host.
  const { remoteAddress = '' } = request.socket;
  if (token === undefined) {
    const isHere = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(remoteAddress);
    return isHere && request.headers['x-forwarded-for'] === undefined;
  }
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
