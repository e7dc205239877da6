import { request } from 'node:http';
import os from 'node:os';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../testing/browser.ts';
import { startTestPlatform, type TestPlatform } from '../testing/index.ts';
import { linkFor } from '../testing/mailbox.ts';

/** One GET past `fetch`, which does not let a caller name another host. */
function get(
  origin: string,
  path: string,
  headers: Record<string, string> = {},
  from?: string,
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: from ?? (hostname === 'localhost' ? '127.0.0.1' : hostname),
        port,
        path,
        headers: { host: `localhost:${port}`, ...headers },
      },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
        );
      },
    );
    call.on('error', reject);
    call.end();
  });
}

const ownAddress = Object.values(os.networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;

describe('the mailbox page', () => {
  let test: TestPlatform;
  const email = `${newId('user')}@example.com`;
  const name = '<script>alert(1)</script>';
  beforeAll(async () => {
    test = await startTestPlatform('embedded', { HOST: '0.0.0.0' });
    await openBrowser(test.origin).api.auth.signUp.mutate({
      name,
      email,
      password: 'violet kettle on tuesday',
      workspaceName: 'Engines',
    });
    await linkFor(test, email, 'verify-email');
  });
  afterAll(() => test.close());

  it('shows this host what would have been sent, with its links, and runs nothing of it', async () => {
    const list = await get(test.origin, '/mailbox');
    expect(list.status).toBe(200);
    expect(list.body).toContain('For development');
    expect(list.body).toContain(email);
    const [, id = ''] = /\/mailbox\/(eml_[0-9a-z]+)/.exec(list.body) ?? [];
    const message = await get(test.origin, `/mailbox/${id}`);
    expect(message.body).toContain(`${test.origin}/app/verify-email#`);
    expect(message.body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    const html = await get(test.origin, `/mailbox/${id}/html`);
    expect(html.body).not.toContain('<script>');
    expect(html.headers['content-security-policy']).toMatch(
      /^sandbox allow-popups .*default-src 'none'/,
    );
    for (const { headers } of [list, message, html]) {
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });
  it.each([
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { via: '1.1 proxy' },
    { 'x-real-ip': '203.0.113.7' },
    { host: 'evil.example' },
    { host: 'localhost.evil.example' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ])('does not exist for who is not in front of it: %j', async (headers) => {
    const refused = await get(test.origin, '/mailbox', headers);
    expect(refused.status).toBe(404);
    expect(refused.body).not.toContain(email);
  });
  it.skipIf(ownAddress === undefined)('does not exist on the network', async () => {
    const refused = await get(test.origin, '/mailbox', {}, ownAddress);
    expect(refused.status).toBe(404);
  });
  it('has no mail of an id that is not one', async () => {
    for (const id of ['x', newId('mail'), newId('user'), '..%2f..%2fetc']) {
      expect((await get(test.origin, `/mailbox/${id}`)).status).toBe(404);
    }
  });
});

it('the mailbox page does not exist behind a public address', async () => {
  const test = await startTestPlatform('embedded', { PUBLIC_URL: 'https://parley.example' });
  expect(test.platform.services.mail.mailboxUrl()).toBeNull();
  expect((await get(test.origin, '/mailbox')).status).toBe(404);
  expect((await test.platform.status()).find(({ need }) => need === 'Mail')).toMatchObject({
    resolved: 'none',
    state: 'degraded',
  });
  await test.close();
});
