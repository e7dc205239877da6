import { startTestPlatform, type TestMember, type TestPlatform } from '@platform/api/testing';
import { routes } from '@platform/api-contract/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-request.ts';

let test: TestPlatform;
let owner: TestMember;
let documentId: string;
let exportId: string;
beforeAll(async () => {
  test = await startTestPlatform();
  owner = await test.signUp();
  const text = 'A document that nobody may read without asking.';
  ({ id: documentId } = await owner.api.knowledge.addText.mutate({ title: 'Secret', text }));
  ({ id: exportId } = await owner.api.data.exportMine.mutate());
}, 120_000);
afterAll(() => test.close());

afterEach(async () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect((await rawRequest(test.origin, { path: '/livez' })).status).toBe(200);
});

const deep = `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`;
const injections = [
  "' OR '1'='1",
  "'; DROP TABLE audit_logs; --",
  '") UNION SELECT password_hash FROM users --',
  '%',
  '_',
  '\\',
  '$1',
  '*',
  '\u0000',
  '{"$ne":""}',
  '__proto__',
  'a,b',
];

describe('[A13][A43][A48] routes that are not procedures', () => {
  const places = [
    ...Object.values(routes).map(({ path }) => path),
    '/mailbox',
    '/mailbox/x',
    '/demo.json',
    '/livez',
    '/readyz',
    '/metrics',
    '/realtime',
    '/app/signed-in?code=x&state=y',
  ];
  const bodies = ['', '{', 'null', '[[]]', '{"__proto__":{"polluted":1}}', deep, '\u0000'];
  const types = [
    'application/json',
    'application/csp-report',
    'application/reports+json',
    'text/plain',
    'multipart/form-data; boundary=b',
    'application/x-www-form-urlencoded',
    '__proto__',
  ];
  it.each(places)('%s stands whatever is sent there, with a session and without', async (place) => {
    const path = place.replace(':documentId', documentId).replace(':exportId', exportId);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH']) {
      for (const headers of [{}, owner.headers()]) {
        for (const [index, body] of bodies.entries()) {
          const type = types[index % types.length] ?? '';
          const sent = method === 'GET' || method === 'HEAD' ? {} : { body };
          const answer = await rawRequest(test.origin, {
            method,
            path,
            headers: {
              ...headers,
              'content-type': type,
              ...('body' in sent ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
            },
            ...sent,
          });
          expect(answer.status, `${method} ${type} ${body.slice(0, 40)}`).toBeLessThan(500);
        }
      }
    }
  });

  it('[A16] a filter of an export is a value, whatever language it speaks', async () => {
    const everything = await rawRequest(test.origin, {
      path: routes.exportAuditCsv.path,
      headers: owner.headers(),
    });
    expect(everything.text.split('\r\n').length).toBeGreaterThan(2);
    const names = ['action', 'actor', 'target', 'severity', 'from', 'to', 'cursor', 'limit'];
    for (const name of names) {
      for (const value of injections) {
        const path = `${routes.exportAuditCsv.path}?${name}=${encodeURIComponent(value)}`;
        const answer = await rawRequest(test.origin, { path, headers: owner.headers() });
        expect(answer.status, path).toBeLessThan(500);
        expect(answer.text, path).not.toMatch(/\$argon2id|syntax error at/i);
        // What is no value of the filter's finds nothing, and never all of it.
        if (answer.status === 200 && ['action', 'actor', 'target'].includes(name)) {
          expect(answer.text.trim().split('\r\n'), path).toHaveLength(1);
        }
      }
    }
  });

  it('[A12] a socket is opened at its own address, and nowhere else', async () => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    for (const path of [
      '/',
      '/trpc/auth.me',
      '/realtime/',
      '//realtime',
      '/REALTIME',
      '/%72ealtime',
    ]) {
      const answer = await rawRequest(test.origin, { path, headers: upgrade });
      expect(answer.status, path).toBe(404);
    }
    for (const headers of [
      { ...upgrade, 'sec-websocket-version': '1' },
      { ...upgrade, 'sec-websocket-key': '' },
      { ...upgrade, 'sec-websocket-key': 'a, b' },
      { ...upgrade, upgrade: 'h2c' },
    ]) {
      const answer = await rawRequest(test.origin, { path: '/realtime', headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
  });
});
