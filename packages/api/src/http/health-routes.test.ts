import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../testing/index.ts';

const token = 'a token of metrics';
let open: TestPlatform;
let closed: TestPlatform;
beforeAll(async () => {
  open = await startTestPlatform();
  closed = await startTestPlatform('embedded', { METRICS_TOKEN: token });
});
afterAll(async () => {
  await open.close();
  await closed.close();
});

it('says that it runs and that requests may come', async () => {
  expect(await (await fetch(`${open.origin}/livez`)).json()).toEqual({ status: 'ok' });
  expect(await (await fetch(`${open.origin}/readyz`)).json()).toEqual({
    status: 'ok',
    notReady: [],
  });
});

it('[ASVS 13.4.5] shows its numbers to this host, and not to whom a proxy of this host speaks for', async () => {
  const here = await fetch(`${open.origin}/metrics`);
  expect(await here.text()).toContain('realtime_sockets');
  const headers = { 'x-forwarded-for': '203.0.113.9' };
  expect((await fetch(`${open.origin}/metrics`, { headers })).status).toBe(404);
});

it('shows its numbers to the holder of the token where there is one', async () => {
  expect((await fetch(`${closed.origin}/metrics`)).status).toBe(404);
  const ask = (authorization: string) =>
    fetch(`${closed.origin}/metrics`, { headers: { authorization } });
  expect((await ask('Bearer wrong')).status).toBe(404);
  expect((await ask(`Bearer ${token}`)).status).toBe(200);
});
