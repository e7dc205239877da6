import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts';
import { isPublicAddress } from './public-address.ts';
import { loopbackSpellings } from './testing/loopback-spellings.ts';

let canary: http.Server;
let port = 0;
let seen = 0;
let answer: http.RequestListener = (_request, response) => response.end('secret');

beforeAll(async () => {
  canary = http.createServer((request, response) => answer(request, response));
  canary.on('connection', () => {
    seen += 1;
  });
  canary.listen(0, '::');
  await once(canary, 'listening');
  ({ port } = canary.address() as AddressInfo);
});
afterAll(async () => {
  canary.closeAllConnections();
  canary.close();
  await once(canary, 'close');
});
beforeEach(() => {
  seen = 0;
  answer = (_request, response) => response.end('secret');
});

const limits = { maxBytes: 1_000, timeoutMs: 5_000 };
/** As open as it can be configured, so that what refuses is the address and nothing else. */
const fetcher = (options: GuardedFetchOptions = {}) =>
  createGuardedFetch({ plainHttp: true, ports: [port, 80, 443], ...options });
/** Lets the test's own host in, and whatever else the test is about is judged. */
const ownFetch = () => fetcher({ allowedPrivateHosts: [`localhost:${port}`] });
const own = (path = '/') => `http://localhost:${port}${path}`;
const refusal = (reason: string) => ({ name: 'FetchRefusedError', reason });

describe('addresses that lead inside', () => {
  it('[ASVS 1.3.6][A29] are refused in more than 200 spellings, and the inside sees no connection', async () => {
    const spellings = loopbackSpellings();
    expect(new Set(spellings).size).toBeGreaterThanOrEqual(200);
    const guarded = fetcher();
    const passed: string[] = [];
    for (const host of spellings) {
      for (const url of [`http://${host}:${port}/`, `http:\\\\${host}:${port}\\x`]) {
        await guarded(url, limits).then(
          () => passed.push(url),
          (error: Error) => error.name === 'FetchRefusedError' || passed.push(`${url} ${error}`),
        );
      }
    }
    expect(passed).toEqual([]);
    expect(seen).toBe(0);
  });
  it('[A29] are reached by most of those spellings without the guard: the test tests something', async () => {
    const reached = loopbackSpellings().filter((host) => {
      const { hostname } = URL.parse(`http://${host}:${port}/`) ?? { hostname: '' };
      return /^127\.|^0\.0\.0\.0|localhost|^\[::1\]|^\[::ffff:7f|^\[::\]/.test(hostname);
    });
    expect(reached.length).toBeGreaterThan(150);
  });
  it('[A29] are refused when a name resolves to them, alone or among public ones', async () => {
    for (const address of [
      '127.0.0.1',
      '::1',
      '10.1.2.3',
      '169.254.169.254',
      '::ffff:127.0.0.1',
      'fd00::1',
      '100.64.0.1',
    ]) {
      for (const addresses of [[address], ['93.184.216.34', address], [address, '93.184.216.34']]) {
        const guarded = fetcher({ resolve: async () => addresses });
        await expect(guarded(`http://name.example:${port}/`, limits)).rejects.toMatchObject(
          refusal('private'),
        );
      }
    }
    expect(seen).toBe(0);
  });
  it('[A30] are not reached by a name that changes its answer: what was judged is connected to', async () => {
    let asked = 0;
    const guarded = fetcher({
      resolve: async () => {
        asked += 1;
        // A public address nobody answers at, then ourselves.
        return [asked === 1 ? '192.31.195.1' : '127.0.0.1'];
      },
    });
    const url = `http://rebind.example:${port}/`;
    await expect(guarded(url, { ...limits, timeoutMs: 300 })).rejects.toMatchObject({
      name: 'FetchRefusedError',
    });
    expect(asked).toBe(1);
    await expect(guarded(url, limits)).rejects.toMatchObject(refusal('private'));
    expect(seen).toBe(0);
  });
  it('[A28] are not reached by a redirect, whichever status it has and however it is spelled', async () => {
    const targets = [
      'http://127.0.0.1',
      'http://[::1]',
      '//2130706433',
      'http://0x7f.1',
      'ftp://localhost',
    ];
    for (const status of [301, 302, 303, 307, 308]) {
      for (const target of targets) {
        answer = (_request, response) =>
          response.writeHead(status, { location: `${target}:${port}/inside` }).end();
        await expect(ownFetch()(own(), limits)).rejects.toMatchObject({
          name: 'FetchRefusedError',
        });
      }
    }
    // The hop to the allowed host itself, and none after it.
    expect(seen).toBe(25);
  });
  it('are public or not by the registries, whatever the family', () => {
    for (const address of [
      '93.184.216.34',
      '1.1.1.1',
      '2606:4700:4700::1111',
      '2a00:1450:4001:80b::200e',
    ]) {
      expect(isPublicAddress(address), address).toBe(true);
    }
    const closed = [
      '0.0.0.0',
      '10.0.0.1',
      '100.64.0.1',
      '100.127.255.255',
      '127.0.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.170',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '239.255.255.255',
      '240.0.0.1',
      '255.255.255.255',
      '168.63.129.16',
      '::',
      '::1',
      '::127.0.0.1',
      '::ffff:8.8.8.8',
      '::ffff:0:8.8.8.8',
      '64:ff9b::8.8.8.8',
      '64:ff9b:1::1',
      '100::1',
      '2001::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '5f00::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'ff02::1',
      '',
      'localhost',
      '127.1',
      '0x7f.0.0.1',
      '1.1.1.1 ',
    ];
    for (const address of closed) expect(isPublicAddress(address), address).toBe(false);
  });
});

describe('what is fetched', () => {
  it('comes back with where it was in the end, without cookies, asked for without secrets of ours', async () => {
    let headers: http.IncomingHttpHeaders = {};
    answer = (request, response) => {
      headers = request.headers;
      if (request.url === '/') response.writeHead(302, { location: '/there' }).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'set-cookie': 'a=b' })
          .end('hello');
    };
    const { response, url } = await ownFetch()(own(), { ...limits, types: ['text/*'] });
    expect(await response.text()).toBe('hello');
    expect(url.pathname).toBe('/there');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });
  it('is https to usual ports without names and passwords, unless configured', async () => {
    const strict = createGuardedFetch({ resolve: async () => ['127.0.0.1'] });
    const wrong: [string, string][] = [
      ['http://example.com/', 'scheme'],
      ['file:///etc/passwd', 'scheme'],
      ['gopher://example.com/', 'scheme'],
      ['data:text/plain,x', 'scheme'],
      ['https://me:secret@example.com/', 'credentials'],
      ['https://me@example.com/', 'credentials'],
      ['https://example.com:6379/', 'port'],
      ['not an address', 'address'],
      ['https://', 'address'],
    ];
    for (const [url, reason] of wrong) {
      await expect(strict(url, limits), url).rejects.toMatchObject({ name: 'FetchRefusedError' });
      if (reason !== 'scheme')
        await expect(strict(url, limits), url).rejects.toMatchObject(refusal(reason));
    }
    expect(seen).toBe(0);
  });
  it('[ASVS 15.3.2][A28] leads on three times at most, and a POST not at all', async () => {
    answer = (request, response) => {
      const hop = Number(request.url?.slice(1));
      if (hop === 0) response.end('there');
      else response.writeHead(302, { location: `/${hop - 1}` }).end();
    };
    const { response } = await ownFetch()(own('/3'), limits);
    expect(await response.text()).toBe('there');
    await expect(ownFetch()(own('/4'), limits)).rejects.toMatchObject(refusal('redirects'));
    await expect(
      ownFetch()(own('/1'), { ...limits, method: 'POST', body: 'x' }),
    ).rejects.toMatchObject(refusal('redirects'));
  });
  it('[A4] leaves the headers that were for the first host behind when it is led to another', async () => {
    let authorization: string | undefined;
    answer = (request, response) => {
      if (request.headers.host?.startsWith('localhost') === true) {
        response.writeHead(307, { location: `http://other.example:${port}/` }).end();
      } else {
        ({ authorization } = request.headers);
        response.end('x');
      }
    };
    const guarded = fetcher({
      allowedPrivateHosts: [`localhost:${port}`, `other.example:${port}`],
      resolve: async () => ['127.0.0.1'],
    });
    await guarded(own(), { ...limits, headers: { authorization: 'Bearer canary' } });
    expect(seen).toBe(2);
    expect(authorization).toBeUndefined();
  });
  it('stops at the size, whether it was told or not', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-length': '1001' }).end('x'.repeat(1_001));
    await expect(ownFetch()(own(), limits)).rejects.toMatchObject(refusal('size'));
    answer = (_request, response) => {
      const more = () =>
        response.write('x'.repeat(500), () => response.writable && setImmediate(more));
      more();
    };
    const { response } = await ownFetch()(own(), limits);
    await expect(response.text()).rejects.toMatchObject(refusal('size'));
  });
  it('stops at the time, before the answer and within it', async () => {
    answer = () => undefined;
    const short = { ...limits, timeoutMs: 100 };
    await expect(ownFetch()(own(), short)).rejects.toMatchObject(refusal('timeout'));
    answer = (_request, response) => void response.write('the beginning');
    const { response } = await ownFetch()(own(), short);
    await expect(response.text()).rejects.toMatchObject(refusal('timeout'));
  });
  it('[A47] has a type that is taken and is not packed', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('x');
    await expect(
      ownFetch()(own(), { ...limits, types: ['application/json'] }),
    ).rejects.toMatchObject(refusal('type'));
    answer = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    await expect(ownFetch()(own(), limits)).rejects.toMatchObject(refusal('encoding'));
  });
});
