/**
 * What the guard costs per request: a procedure that reads one row of a workspace, asked by a signed-in
 * person through the guard, and the same handler behind a guard that lets everybody in unasked; one
 * process, one database, alternating rounds. The median of the rounds' ratios is shown beside its bound.
 *
 *   node tests/bench/security/guard-cost.ts [rounds] [seconds]
 */
import { createHandlers, createHttpServer, toErrorShape } from '@platform/api';
import { startTestPlatform } from '@platform/api/testing';
import { createAppRouter } from '@platform/api-contract/router';
import { createLogger } from '@platform/shared/logger';
import autocannon from 'autocannon';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 4);
const bound = 1.25;

const test = await startTestPlatform('embedded', {}, 1_000_000);
const owner = await test.signUp('Acme');
const { services } = test.platform;

async function startUnguarded(): Promise<string> {
  const logger = createLogger({ level: 'silent' });
  const admitted = { actor: { kind: 'user', userId: owner.userId }, tenantId: owner.tenantId };
  const router = createAppRouter({
    guard: async () => admitted,
    handlers: createHandlers(services),
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

const { origin: _origin, ...headers } = owner.headers();
const path = '/trpc/workspaces.get';
const guarded = `${test.origin}${path}`;
const unguarded = `${await startUnguarded()}${path}`;

async function measure(url: string): Promise<number> {
  const result = await autocannon({ url, headers, connections: 20, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url} did not answer every request`);
  }
  return result.requests.average;
}
const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

await measure(guarded);
await measure(unguarded);
const measured = { guarded: [] as number[], unguarded: [] as number[], cost: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  const withGuard = await measure(guarded);
  const without = await measure(unguarded);
  measured.guarded.push(withGuard);
  measured.unguarded.push(without);
  measured.cost.push(without / withGuard);
}
console.log(
  JSON.stringify({
    guardedPerSecond: Math.round(median(measured.guarded)),
    unguardedPerSecond: Math.round(median(measured.unguarded)),
    cost: Number(median(measured.cost).toFixed(2)),
    bound,
  }),
);
process.exit(0);
