import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { allowedOrigin, type GatewayFixture, startGateway } from '../testing/gateway-fixture.ts';
import { WireReader } from '../testing/wire-reader.ts';
import { exactOrigins } from './origin.ts';

let fixture: GatewayFixture;
beforeEach(async () => {
  fixture = await startGateway();
});
afterEach(async () => {
  await fixture.close();
});

test('[A11] the exact origin is let in', async () => {
  const reader = await WireReader.open(fixture.url, { origin: allowedOrigin });
  reader.close();
});

test.each([
  ['evil', 'https://evil.example'],
  ['null', 'null'],
  ['empty', ''],
  ['allowed as a prefix', `${allowedOrigin}.evil.example`],
  ['allowed as a suffix', 'https://evil-shop.example'],
  ['a subdomain', 'https://www.shop.example'],
  ['another scheme', 'http://shop.example'],
  ['another port', `${allowedOrigin}:8443`],
  ['allowed in the path', `https://evil.example/${allowedOrigin}`],
  ['allowed as user name', 'https://shop.example@evil.example'],
  ['another case, which no browser sends', allowedOrigin.toUpperCase()],
  ['a list of two', `${allowedOrigin}, https://evil.example`],
])('[A11] an origin that is %s is refused with 403', async (_, origin) => {
  await expect(WireReader.open(fixture.url, { origin })).rejects.toThrow('403');
});

test('[A11] a list can require that the header is there', () => {
  const required = exactOrigins([allowedOrigin], { allowMissing: false });
  expect(required(undefined)).toBe(false);
  expect(required(allowedOrigin)).toBe(true);
});

test('[A11] an origin check that fails lets nobody in', async () => {
  const broken = await startGateway({
    isOriginAllowed: async () => {
      throw new Error('the database is away');
    },
  });
  await expect(WireReader.open(broken.url)).rejects.toThrow('503');
  await broken.close();
});

test('[A12] upgrades that are broken, refused or torn down at once leave the gateway as it was', async () => {
  const { hostname, port } = new URL(fixture.url);
  const key = `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`;
  const lines = ['GET /realtime HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket'];
  const attempts = [
    [...lines, 'Sec-WebSocket-Version: 13', key, 'Origin: https://evil.example'],
    [...lines, 'Sec-WebSocket-Version: 13', key],
    [...lines, 'Sec-WebSocket-Version: 13'],
    [...lines, 'Sec-WebSocket-Version: 99', key],
    [...lines, 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: x'],
    [...lines, 'Sec-WebSocket-Version: 13', key, 'Sec-WebSocket-Extensions: ;;=,'],
  ];
  for (const headers of attempts) {
    for (const answerIsRead of [true, false]) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      await new Promise((resolve) => socket.write(`${headers.join('\r\n')}\r\n\r\n`, resolve));
      if (answerIsRead) await once(socket, 'data');
      socket.resetAndDestroy();
    }
  }
  const reader = await WireReader.hello(fixture.url, 'alice');
  reader.close();
  await expect.poll(() => fixture.gateway.stats().connections).toBe(0);
});

test('more sockets than the limit are refused with 503, and there is room again after', async () => {
  const small = await startGateway({ limits: { maxConnections: 1 } });
  const first = await WireReader.open(small.url);
  await expect(WireReader.open(small.url)).rejects.toThrow('503');
  first.close();
  await expect.poll(() => small.gateway.stats().connections).toBe(0);
  (await WireReader.open(small.url)).close();
  await small.close();
});
