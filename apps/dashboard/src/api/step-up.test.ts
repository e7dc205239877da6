import type { AppRouter } from '@platform/api-contract/types';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { readError } from './api-error.ts';
import { answerStepUp, isStepUpAsked, stepUpLink } from './step-up.ts';

/** What the server says on the wire: a refusal until the proof is fresh, for those that want one. */
const server = { fresh: false, calls: [] as string[] };
beforeEach(() => {
  server.fresh = false;
  server.calls = [];
});

const refusal = (error: string) => ({
  error: { code: -32603, message: error, data: { error, retry: true, retryAfterMs: null } },
});

const api = createTRPCClient<AppRouter>({
  links: [
    stepUpLink,
    httpBatchLink({
      url: 'http://server/trpc',
      fetch: async (input) => {
        const { pathname } = new URL(String(input));
        const names = pathname.replace('/trpc/', '').split(',');
        server.calls.push(...names);
        const bodies = names.map((name) => {
          if (name === 'auth.signOut') return { result: { data: {} } };
          if (name === 'workspaces.update') return refusal('FORBIDDEN');
          return server.fresh ? { result: { data: { ended: 2 } } } : refusal('STEP_UP');
        });
        return new Response(JSON.stringify(bodies), { status: 207 });
      },
    }),
  ],
});
const asked = () => vi.waitUntil(isStepUpAsked);
const prove = () => {
  server.fresh = true;
  answerStepUp(true);
};

it('asks once for calls that wait together, and repeats each by itself', async () => {
  const both = Promise.all([
    api.account.endOtherSessions.mutate(),
    api.account.endOtherSessions.mutate(),
  ]);
  await asked();
  prove();
  expect(await both).toEqual([{ ended: 2 }, { ended: 2 }]);
  expect(server.calls).toHaveLength(4);
});

it('fails with the refusal when the person gives it up, and asks again the next time', async () => {
  const given = api.account.endOtherSessions.mutate().catch((error: unknown) => error);
  await asked();
  answerStepUp(false);
  expect(readError(await given).code).toBe('STEP_UP');
  expect(server.calls).toHaveLength(1);
  const again = api.account.endOtherSessions.mutate();
  await asked();
  prove();
  expect(await again).toEqual({ ended: 2 });
});

it('leaves other answers and other refusals alone', async () => {
  expect(await api.auth.signOut.mutate()).toEqual({});
  const refused = api.workspaces.update.mutate({ name: 'x' }).catch((error: unknown) => error);
  expect(readError(await refused).code).toBe('FORBIDDEN');
  expect(server.calls).toEqual(['auth.signOut', 'workspaces.update']);
});

it('a call that was given up while it waits is not made', async () => {
  const abort = new AbortController();
  const given = api.account.endOtherSessions
    .mutate(undefined, { signal: abort.signal })
    .catch((error: unknown) => error);
  await asked();
  abort.abort();
  expect(readError(await given).code).toBe('STEP_UP');
  prove();
  await new Promise(setImmediate);
  expect(server.calls).toHaveLength(1);
});
