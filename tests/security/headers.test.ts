import net from 'node:net';
import { startTestPlatform, type TestMember, type TestPlatform } from '@platform/api/testing';
import { routes } from '@platform/api-contract/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, call, procedures, request } from './support/call.ts';
import { rawRequest } from './support/raw-request.ts';
import { absentIds, sampleInput } from './support/sample-input.ts';
import { openSession, password } from './support/session.ts';

const publicUrl = 'https://parley.example.com';
let test: TestPlatform;
/** The same, as it stands behind a proxy that ends TLS. */
let secure: TestPlatform;
let owner: TestMember;
beforeAll(async () => {
  test = await startTestPlatform();
  owner = await test.signUp();
  secure = await startTestPlatform('embedded', { PUBLIC_URL: publicUrl });
}, 120_000);
afterAll(async () => {
  await test.close();
  await secure.close();
});

/** One answer of each kind: procedures, routes, pages, errors, and what is not there. */
async function answers(origin = test.origin): Promise<[string, Answer][]> {
  const headers = owner.headers();
  const paths = [
    '/',
    '/app/',
    '/app/settings',
    '/app/nothing.js',
    '/widget.js',
    '/livez',
    '/readyz',
    '/demo.json',
    '/nothing',
    '/%',
    '/mailbox',
    '/trpc/auth.me',
    '/trpc/workspaces.get',
    '/trpc/nothing',
    routes.downloadDocument.path.replace(':documentId', absentIds().documentId),
    routes.exportAuditCsv.path,
    routes.exportAuditJsonLines.path,
  ];
  const got: [string, Answer][] = [];
  for (const path of paths) got.push([path, await request(origin, path, { headers })]);
  const body = '{"email":"x"}';
  const json = { 'content-type': 'application/json' };
  for (const path of ['/trpc/auth.signIn', '/upload/documents', '/csp-reports']) {
    got.push([path, await request(origin, path, { method: 'POST', headers: json, body })]);
  }
  return got;
}

describe('every answer', () => {
  it('[ASVS 3.4.4][ASVS 3.4.5][ASVS 3.4.6][ASVS 3.2.1] says what it is, who may frame it, and that nobody may guess', async () => {
    for (const [path, { headers }] of await answers()) {
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toMatch(
        /^(no-referrer|strict-origin-when-cross-origin)$/,
      );
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).toMatch(/default-src 'none'/);
      expect(policy, path).toMatch(/frame-ancestors|sandbox/);
      expect(policy, path).not.toMatch(/unsafe-(inline|eval)|\*/);
    }
  });

  it('[ASVS 4.1.1] names its type, and the letters it is written in', async () => {
    for (const [path, { headers, text }] of await answers()) {
      if (text === '') continue;
      const type = headers.get('content-type') ?? '';
      expect(type, path).toMatch(/^[\w-]+\/[\w.+-]+(; |$)/);
      if (/^text\/|json|xml/.test(type) && !/x-ndjson/.test(type)) {
        expect(type, path).toMatch(/charset=utf-8/i);
      }
    }
  });

  it('[ASVS 14.3.2][ASVS 14.2.2] that holds somebody’s data is kept by no cache', async () => {
    const kept = (await answers())
      .filter(([path]) => /^\/(trpc|files|export|upload)/.test(path))
      .filter(([, { headers }]) => !/no-store/.test(headers.get('cache-control') ?? ''));
    expect(kept.map(([path]) => path)).toEqual([]);
  });

  it('[ASVS 14.2.3] lets a page of ours load and tell nothing elsewhere', async () => {
    const { headers } = await request(test.origin, '/app/');
    const policy = headers.get('content-security-policy') ?? '';
    const own = new URL(test.origin).host;
    for (const [address, host] of policy.matchAll(/(?:https?|wss?):\/\/([^\s;]+)/g)) {
      expect(host, address).toBe(own);
    }
    expect(policy).toMatch(/img-src 'self' data: blob:/);
  });

  it('[ASVS 13.4.3] of a folder is no list of what is in it', async () => {
    for (const path of ['/app/assets/', '/app/assets', '/widget/', '/assets/', '/files/']) {
      const { status, text } = await request(test.origin, path);
      expect(text, path).not.toMatch(/Index of|\.js.*\.js/);
      expect([200, 401, 404], path).toContain(status);
    }
  });
});

describe('[A62][ASVS 3.4.2] another origin', () => {
  const strangers = [
    'https://evil.example',
    'null',
    'http://localhost:1',
    'https://localhost.evil.example',
    'file://',
  ];
  it('is never let in with cookies, whatever it asks for and however', async () => {
    const paths = [
      ...procedures.map(({ path }) => `/trpc/${path}`),
      ...Object.values(routes).map(({ path }) => path),
      '/',
      '/app/',
    ];
    for (const origin of [...strangers, `${test.origin}.evil.example`]) {
      for (const path of paths) {
        const asked = { origin, 'access-control-request-method': 'POST' };
        const { headers } = await request(test.origin, path, { method: 'OPTIONS', headers: asked });
        expect(headers.get('access-control-allow-credentials'), path).toBeNull();
        const allowed = headers.get('access-control-allow-origin');
        // Visitors' calls, and what a publishable key reads: both carry a token of their own.
        const open = /^\/trpc\/(visitor\.\w+|widgets\.(list|get))$/.test(path);
        if (!open) expect(allowed, path).toBeNull();
      }
    }
  });

  it('hears of a visitor’s call without cookies, and of others nothing', async () => {
    const headers = { ...owner.headers(), origin: 'https://evil.example' };
    const foreign = await request(test.origin, '/trpc/workspaces.get', { headers });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const own = await request(test.origin, '/trpc/workspaces.get', { headers: owner.headers() });
    expect(own.headers.get('access-control-allow-origin')).toBe(test.origin);
    expect(own.headers.get('vary')).toMatch(/Origin/);
  });
});

describe('behind https', () => {
  const signUp = { path: 'auth.signUp', kind: 'mutation' } as const;
  const ada = {
    name: 'Ada',
    email: 'ada@example.com',
    password,
    workspaceName: 'Engines',
  };
  it('[ASVS 3.3.1][ASVS 3.3.2][ASVS 3.3.3][ASVS 3.3.4] cookies are for this host, this scheme and no script', async () => {
    const { headers } = await call(secure.origin, signUp, ada, { origin: publicUrl });
    const cookies = headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/);
      for (const flag of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i]) {
        expect(cookie).toMatch(flag);
      }
      expect(cookie).not.toMatch(/Domain=/i);
    }
  });

  it('[ASVS 3.4.1][ASVS 4.1.2] browsers are told to stay with it, and a call without it is sent nowhere else', async () => {
    for (const path of ['/', '/app/', '/trpc/auth.me', '/livez', '/nothing']) {
      const { headers, status } = await request(secure.origin, path);
      expect(headers.get('strict-transport-security'), path).toBe(
        'max-age=63072000; includeSubDomains',
      );
      expect(status, path).not.toBe(301);
    }
  });

  it('[ASVS 4.4.1] pages speak to sockets over TLS alone', async () => {
    const { headers } = await request(secure.origin, '/app/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("connect-src 'self' wss://parley.example.com");
    expect(policy).not.toMatch(/ws:\/\//);
  });
});

describe('where a message ends', () => {
  /** Bytes as they are; resolves with all that came back before the connection was closed. */
  const send = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(test.origin);
      let answer = '';
      const socket = net.connect(Number(port), hostname, () => socket.end(text));
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => {
        answer += chunk;
      });
      socket.on('close', () => resolve(answer));
      socket.on('error', reject);
    });
  const post = (head: string, body: string) =>
    send(`POST /trpc/auth.signOut HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n${body}`);
  const smuggled = 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n';
  it.each([
    ['a length and chunks', `Content-Length: 5\r\nTransfer-Encoding: chunked`],
    ['two lengths', 'Content-Length: 0\r\nContent-Length: 40'],
    ['chunks by another name', 'Transfer-Encoding: xchunked'],
    ['chunks twice', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity'],
    ['a space before the colon', 'Content-Length : 40'],
    ['a length with a sign', 'Content-Length: +40'],
  ])(
    '[ASVS 4.2.1] %s: refused, and nothing behind it is taken for another request',
    async (_what, head) => {
      const answer = await post(head, `0\r\n\r\n${smuggled}`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).not.toContain('"status":"ok"');
    },
  );
});

describe('what a caller is told', () => {
  it('[ASVS 16.5.1] of a mistake of ours is that it was one', async () => {
    const input = sampleInput(
      procedures.find(({ path }) => path === 'auth.signIn')?.input as never,
      absentIds(),
    );
    const { db } = test.platform.services;
    const identity = db.identity.bind(db);
    const secret = 'connection to 10.1.2.3 as parley_identity failed';
    Object.assign(db, {
      identity: async () => {
        throw new Error(secret);
      },
    });
    const answer = await call(test.origin, { path: 'auth.signIn', kind: 'mutation' }, input);
    Object.assign(db, { identity });
    expect(answer).toMatchObject({ status: 500, error: 'INTERNAL' });
    expect(answer.text).not.toMatch(/10\.1\.2\.3|parley_identity|\.ts:|node_modules|stack/);
  });

  it('[ASVS 13.4.4] of a method that mirrors is that there is none', async () => {
    const headers = { cookie: 'secret=1', 'x-secret': 'canary' };
    for (const path of ['/', '/app/', '/trpc/auth.me', '/files/documents/x']) {
      const answer = await rawRequest(test.origin, { method: 'TRACE', path, headers });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('canary');
    }
  });

  it('[ASVS 7.2.2][ASVS 7.2.3] of a session is a secret of its own, each time', async () => {
    const tokens = new Set<string>();
    for (let time = 0; time < 3; time += 1) {
      const { cookie = '' } = await openSession(test.origin, owner);
      tokens.add(cookie.split('=')[1] ?? '');
    }
    expect(tokens.size).toBe(3);
    for (const token of tokens) expect(Buffer.from(token, 'base64url').length).toBe(32);
  });
});
