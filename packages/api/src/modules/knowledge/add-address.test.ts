import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { auditLogs } from '@platform/db/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  until,
} from '../../testing/index.ts';

let web: http.Server;
let inside: http.Server;
let insideSaw = 0;
let test: TestPlatform;
let owner: TestMember;
let site = '';

const pages: Record<string, (response: http.ServerResponse) => void> = {
  '/help/returns': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end('<h1>Returns</h1><p>You may return an item within 40 days.</p>'),
  '/moved': (response) => response.writeHead(301, { location: '/help/returns' }).end(),
  '/inside': (response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${portOf(inside)}/` }).end(),
  '/picture': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'),
  '/large': (response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(20_000)),
};
const portOf = (server: http.Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  web = http.createServer((request, response) => {
    const page = pages[request.url ?? ''];
    if (page === undefined) response.writeHead(404).end();
    else page(response);
  });
  inside = http.createServer((_request, response) => response.end('secret'));
  inside.on('connection', () => {
    insideSaw += 1;
  });
  for (const server of [web, inside]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  site = `http://localhost:${portOf(web)}`;
  test = await startTestPlatform('embedded', {
    ALLOWED_PRIVATE_HOSTS: `localhost:${portOf(web)}`,
    FETCH_PLAIN_HTTP: 'true',
    FETCH_PORTS: `${portOf(inside)},80,443`,
    MAX_UPLOAD_BYTES: '10000',
  });
  owner = await test.signUp();
}, 60_000);
afterAll(async () => {
  await test.close();
  for (const server of [web, inside]) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

const add = (address: string, who = owner) => who.api.knowledge.addAddress.mutate({ address });
const conflict = (words: RegExp) => ({
  data: expect.objectContaining({ error: 'CONFLICT' }),
  message: expect.stringMatching(words),
});

describe('a document from a web address', () => {
  it('ok: is read like one that was uploaded, also from where the address leads', async () => {
    const added = await add(`${site}/moved`);
    expect(added).toMatchObject({ result: 'accepted', fileName: 'localhost help returns.html' });
    await until(
      () => owner.api.knowledge.list.query({}),
      (page) => page.counts.ready === 1,
    );
    const { hits } = await owner.api.knowledge.search.query({ query: 'return an item' });
    expect(hits[0]?.text).toContain('40 days');
    const log = await test.platform.services.db.tenant(owner.tenantId, (tx) =>
      tx.select().from(auditLogs),
    );
    expect(log.map(({ action }) => action)).toContain('document.uploaded');
    expect(await add(`${site}/help/returns`)).toMatchObject({ result: 'duplicate' });
  });
  it('invalid: what is not there, is no document, or is too large says so and leaves nothing', async () => {
    const before = (await owner.api.knowledge.list.query({})).counts.total;
    await expect(add(`${site}/nowhere`)).rejects.toMatchObject(conflict(/status 404/));
    await expect(add(`${site}/picture`)).rejects.toMatchObject(conflict(/of a kind/));
    await expect(add(`${site}/large`)).rejects.toMatchObject(conflict(/larger/));
    expect((await owner.api.knowledge.list.query({})).counts.total).toBe(before);
  });
  it('[A31][A28] the inside is not reached: not by name, number, redirect or another spelling', async () => {
    const port = portOf(inside);
    for (const host of [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '2130706433',
      '0x7f.1',
      '[::ffff:7f00:1]',
      '127.0.0.1.',
      '①②⑦.0.0.1',
    ]) {
      await expect(add(`http://${host}:${port}/`), host).rejects.toMatchObject(
        conflict(/public host/),
      );
    }
    await expect(add(`${site}/inside`)).rejects.toMatchObject(conflict(/public host/));
    expect(insideSaw).toBe(0);
  });
  it('forbidden: who may not write the knowledge of the workspace', async () => {
    const agent = await test.join(owner, 'agent');
    await expect(add(`${site}/help/returns`, agent)).rejects.toMatchObject({
      data: expect.objectContaining({ error: 'FORBIDDEN' }),
    });
  });
});
