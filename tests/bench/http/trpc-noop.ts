/**
 * A no-op procedure through our guard, input and output schemas and our routes, against a stock tRPC
 * no-op on its stock Fastify adapter, in one run: requests per second, in turns, median of the rounds.
 *
 * node tests/bench/http/trpc-noop.ts [rounds] [seconds per round]
 */

import { createGuard, createHttpServer, createRateLimits, toErrorShape } from '@platform/api';
import { createAppRouter } from '@platform/api-contract/router';
import { createAuthenticator } from '@platform/auth';
import { createLogger } from '@platform/shared/logger';
import { initTRPC } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import autocannon from 'autocannon';
import Fastify from 'fastify';
import { z } from 'zod';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 4);
const logger = createLogger({ level: 'silent' });

/** `auth.me` without a session: it passes the whole guard and its output schema, and asks nobody. */
async function startOurs(): Promise<string> {
  const guard = createGuard({
    authenticator: createAuthenticator({
      db: undefined as never,
      secret: 's'.repeat(32),
      emailVerificationRequired: false,
    }),
    secret: 's'.repeat(32),
    limits: createRateLimits(null, 1_000_000),
    widgets: undefined as never,
    refusals: { note: () => undefined },
    logger,
    isOwnOrigin: () => true,
  });
  const nobody = { user: null, mfaPending: false, memberships: [], csrfToken: null };
  const others = new Proxy({}, { get: () => () => nobody });
  const router = createAppRouter({
    guard: (call, ctx) => guard(call, (ctx as { request: never }).request),
    handlers: new Proxy({}, { get: () => others }) as never,
    formatError: ({ error, path, shape }) =>
      toErrorShape(error, { path, requestId: '', trpcCode: shape.code }),
  });
  const { app } = await createHttpServer({
    logger,
    router,
    serveProcedures: true,
    onChange: () => undefined,
    cookie: { name: 'session', secure: false, secret: 's'.repeat(32) },
    trustedProxies: [],
    maxUploadBytes: 1_000,
    isOwnOrigin: () => true,
  });
  return app.listen({ port: 0 });
}

async function startStock(): Promise<string> {
  const t = initTRPC.create();
  const router = t.router({
    me: t.procedure
      .output(z.object({ user: z.null(), memberships: z.array(z.string()), csrfToken: z.null() }))
      .query(() => ({ user: null, mfaPending: false, memberships: [], csrfToken: null })),
  });
  const app = Fastify();
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router } });
  return app.listen({ port: 0 });
}

async function measure(url: string): Promise<number> {
  const result = await autocannon({ url, connections: 20, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url} did not answer every request`);
  return result.requests.average;
}

const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const ours = `${await startOurs()}/trpc/auth.me`;
const stock = `${await startStock()}/trpc/me`;
await measure(ours);
await measure(stock);
const ratios: number[] = [];
const perSecond = { ours: [] as number[], stock: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  const a = await measure(ours);
  const b = await measure(stock);
  perSecond.ours.push(a);
  perSecond.stock.push(b);
  ratios.push(a / b);
}
console.log(
  JSON.stringify({
    oursPerSecond: Math.round(median(perSecond.ours)),
    stockPerSecond: Math.round(median(perSecond.stock)),
    ratio: Number(median(ratios).toFixed(2)),
    bound: 0.75,
  }),
);
process.exit(0);
