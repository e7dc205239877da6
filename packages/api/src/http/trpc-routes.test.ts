import type { AppRouter } from '@platform/api-contract/types';
import { createTRPCClient, httpBatchLink, httpLink } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestMember, type TestPlatform } from '../testing/index.ts';

let test: TestPlatform;
let owner: TestMember;
beforeAll(async () => {
  test = await startTestPlatform();
  owner = await test.signUp();
});
afterAll(() => test.close());

const post = (path: string, body: string | undefined, headers: Record<string, string> = {}) =>
  fetch(`${test.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });

describe('the stock client', () => {
  it('calls a procedure with nothing but the type of the contract', async () => {
    const client = createTRPCClient<AppRouter>({
      links: [httpLink({ url: `${test.origin}/trpc` })],
    });
    const me = await client.auth.me.query();
    expect(me).toEqual({
      user: null,
      mfaPending: false,
      memberships: [],
      csrfToken: null,
    });
  });

  it('batches, with each call’s own result or error', async () => {
    const client = createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${test.origin}/trpc`, headers: owner.headers })],
    });
    const [workspace, missing] = await Promise.allSettled([
      client.workspaces.get.query(),
      client.conversations.get.query({ conversationId: `cnv_${'0'.repeat(26)}` }),
    ]);
    expect(workspace).toMatchObject({ status: 'fulfilled', value: { name: 'Acme' } });
    expect(missing).toMatchObject({
      status: 'rejected',
      reason: { data: { error: 'NOT_FOUND', httpStatus: 404 } },
    });
  });
});

describe('what else arrives', () => {
  it.each([
    ['an unknown procedure', '/trpc/auth.nothing', '{}', 404],
    ['a name of the prototype', '/trpc/constructor', '{}', 404],
    ['a query sent as a mutation', '/trpc/auth.me', '{}', 400],
    ['a body that is not JSON', '/trpc/auth.signIn', '{"email":', 400],
    ['a body that reaches for the prototype', '/trpc/auth.signIn', '{"__proto__":{"a":1}}', 400],
    [
      'an object where a word belongs',
      '/trpc/auth.signIn',
      '{"email":{"$ne":""},"password":"x"}',
      400,
    ],
    ['no body at all', '/trpc/auth.signIn', undefined, 400],
    [
      'more calls than a batch holds',
      `/trpc/${Array(30).fill('auth.me').join(',')}?batch=1`,
      '{}',
      400,
    ],
  ])(
    '%s is refused with a reason and leaves the process whole',
    async (_what, path, body, status) => {
      const response = await post(path, body);
      expect(response.status).toBe(status);
      expect(response.headers.get('x-request-id')).not.toBeNull();
      expect(await response.text()).not.toContain('node_modules');
      expect((await fetch(`${test.origin}/livez`)).status).toBe(200);
    },
  );

  it('says of bad input what would be right, and where', async () => {
    const response = await post(
      '/trpc/auth.signUp',
      '{"name":"A","email":"no","password":"short"}',
    );
    const { error } = (await response.json()) as { error: { data: { fields: object[] } } };
    expect(error.data.fields).toContainEqual({
      path: 'email',
      message: 'must be an e-mail address, like ada@example.com',
    });
    expect(error.data.fields).toContainEqual({
      path: 'password',
      message: 'must have at least 12 characters',
    });
  });

  it('[A62] never lets another site use our cookies', async () => {
    const response = await post('/trpc/auth.me', '{}', { origin: 'https://evil.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const visitor = await post('/trpc/visitor.start', '{}', { origin: 'https://site.example' });
    expect(visitor.headers.get('access-control-allow-origin')).toBe('https://site.example');
    expect(visitor.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('refuses a mutation without the token of its session', async () => {
    const { 'x-csrf-token': _token, ...headers } = owner.headers();
    const response = await post('/trpc/workspaces.update', '{"name":"Taken"}', headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { data: { error: 'CSRF' } } });
  });
});
