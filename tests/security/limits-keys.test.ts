import { startTestPlatform, type TestMember, type TestPlatform } from '@platform/api/testing';
import { routes } from '@platform/api-contract/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, request } from './support/call.ts';

/** With the limits that people meet, but for the address, which is this test's alone. */
let test: TestPlatform;
let owner: TestMember;
beforeAll(async () => {
  test = await startTestPlatform('embedded', { TRUSTED_PROXIES: '127.0.0.0/8, ::1' }, 1);
  owner = await test.signUp();
}, 120_000);
afterAll(() => test.close());

const writes = 240;
const list = { path: 'keys.list', kind: 'query' } as const;
let callers = 0;
const from = () => {
  callers += 1;
  return { 'x-forwarded-for': `203.0.113.${callers}` };
};

async function makeKey() {
  const made = await owner.api.keys.create.mutate({
    name: 'A program',
    kind: 'secret',
    scopes: ['conversations.write', 'widgets.read'],
    expiresInDays: null,
  });
  return { authorization: `Bearer ${made.key}` };
}

/** What is left of each policy, by its name. */
function left(headers: Headers): Record<string, number> {
  const fields = (headers.get('ratelimit') ?? '').matchAll(/"([\w-]+)";r=(\d+);t=\d+/g);
  return Object.fromEntries([...fields].map(([, name = '', rest]) => [name, Number(rest)]));
}

const batchOf = (size: number, headers: Record<string, string>) =>
  request(test.origin, `/trpc/${Array(size).fill('conversations.resolve').join(',')}?batch=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(Object.fromEntries(Array.from({ length: size }, (_, i) => [i, {}]))),
  });

describe('[A27][ASVS 2.4.1] a key has one bucket, wherever it is used from', () => {
  it('a batch of twenty counts twenty, and another address makes no new bucket', async () => {
    const key = await makeKey();
    const first = await batchOf(20, { ...key, ...from() });
    expect(left(first.headers)).toMatchObject({ write: writes - 20 });
    for (let sent = 20; sent < writes; sent += 20) await batchOf(20, { ...key, ...from() });
    const over = await batchOf(1, { ...key, ...from() });
    expect(over.error).toBe('RATE_LIMITED');
    expect(left(over.headers).write).toBe(0);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    // Another key has its own, and its workspace counts for both.
    const other = await batchOf(1, { ...(await makeKey()), ...from() });
    expect(left(other.headers).write).toBe(writes - 1);
    expect(left(other.headers)['write-workspace']).toBeLessThan(3_000 - writes);
  });

  it('a refused call counts for its address, a damaged key is no way around it', async () => {
    const here = from();
    const before = await call(test.origin, list, undefined, { ...owner.headers(), ...here });
    const damaged = { authorization: `Bearer sk_${'0'.repeat(38)}`, ...here };
    const refused = await call(test.origin, list, undefined, damaged);
    expect(refused.error).toBe('UNAUTHENTICATED');
    expect(left(refused.headers).address).toBe((left(before.headers).address ?? 0) - 1);
  });
});

describe('what a client is told', () => {
  it('the policy and what is left, on procedures and on other routes alike', async () => {
    const answer = await call(test.origin, list, undefined, { ...owner.headers(), ...from() });
    expect(answer.headers.get('ratelimit-policy')).toBe(
      '"address";q=1500;w=60, "read";q=900;w=60, "read-workspace";q=12000;w=60',
    );
    const path = routes.downloadDocument.path.replace(':documentId', 'none');
    const raw = await request(test.origin, path, { headers: { ...owner.headers(), ...from() } });
    expect(raw.error).toBe('NOT_FOUND');
    expect(Object.keys(left(raw.headers))).toEqual(['address', 'read', 'read-workspace']);
  });

  it('an address that has used its limit up is told when it is over, in the header and the body', async () => {
    const here = from();
    const flood = Array.from({ length: 1_500 / 20 }, () => batchOf(20, here));
    await Promise.all(flood);
    const over = await call(test.origin, list, undefined, { ...owner.headers(), ...here });
    expect(over.status).toBe(429);
    const seconds = Number(over.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    const { retryAfterMs } = JSON.parse(over.text).error.data as { retryAfterMs: number };
    expect(Math.ceil(retryAfterMs / 1_000)).toBe(seconds);
    const upload = await request(test.origin, routes.uploadDocuments.path, {
      method: 'POST',
      headers: { ...owner.headers(), ...here },
    });
    expect(upload.status).toBe(429);
    expect(Number(upload.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
