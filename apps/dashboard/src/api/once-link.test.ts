import type { AppRouter } from '@platform/api-contract/types';
import { createTRPCClient, httpLink } from '@trpc/client';
import { beforeEach, expect, it } from 'vitest';
import { onceLink } from './once-link.ts';

const server = { calls: 0, refuses: false };
beforeEach(() => {
  server.calls = 0;
  server.refuses = false;
});

const refusal = { code: -32603, message: 'no', data: { error: 'CONFLICT', retry: true } };
const api = createTRPCClient<AppRouter>({
  links: [
    onceLink,
    httpLink({
      url: 'http://server/trpc',
      fetch: async () => {
        server.calls += 1;
        const body = server.refuses ? { error: refusal } : { result: { data: { ended: 2 } } };
        return new Response(JSON.stringify(body), { status: server.refuses ? 409 : 200 });
      },
    }),
  ],
});

it('makes one call of two clicks, and tells both what came of it', async () => {
  const both = await Promise.all([
    api.account.endOtherSessions.mutate(),
    api.account.endOtherSessions.mutate(),
  ]);
  expect(both).toEqual([{ ended: 2 }, { ended: 2 }]);
  expect(server.calls).toBe(1);
});

it('calls again once the first is answered, also where it was refused', async () => {
  server.refuses = true;
  const refused = () =>
    api.account.endOtherSessions.mutate().catch((error: Error) => error.message);
  expect(await Promise.all([refused(), refused()])).toEqual(['no', 'no']);
  server.refuses = false;
  expect(await api.account.endOtherSessions.mutate()).toEqual({ ended: 2 });
  expect(server.calls).toBe(2);
});

it('makes a call of its own for other content', async () => {
  await Promise.all([
    api.workspaces.update.mutate({ name: 'One' }),
    api.workspaces.update.mutate({ name: 'Two' }),
  ]);
  expect(server.calls).toBe(2);
});
