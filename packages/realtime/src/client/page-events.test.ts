import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CuttableProxy } from '../testing/cuttable-proxy.ts';
import { type GatewayFixture, startGateway } from '../testing/gateway-fixture.ts';
import { createRealtimeClient } from './realtime-client.ts';
import type { RealtimeClient } from './types.ts';

/** What a page tells of its network and its visibility; Node has neither. */
const network = { onLine: true };
const pageDocument = Object.assign(new EventTarget(), { visibilityState: 'visible' });
let pageEvents: EventTarget;
let fixture: GatewayFixture;
let client: RealtimeClient<{ type: string; payload: unknown }>;
let states: string[];
let ids: string[];
let live: boolean;

beforeEach(async () => {
  pageEvents = new EventTarget();
  network.onLine = true;
  vi.stubGlobal('navigator', network);
  vi.stubGlobal('document', pageDocument);
  vi.stubGlobal('addEventListener', pageEvents.addEventListener.bind(pageEvents));
  vi.stubGlobal('removeEventListener', pageEvents.removeEventListener.bind(pageEvents));
  fixture = await startGateway();
  states = [];
  ids = [];
  live = false;
});
afterEach(async () => {
  client.close();
  await fixture.close();
  vi.unstubAllGlobals();
});

const soon = { timeout: 10_000, interval: 10 };

function start(url: string): void {
  client = createRealtimeClient({
    url,
    getToken: () => 'alice',
    onState: (state) => states.push(state),
  });
  client.subscribe('room:1', {
    onMessage: ({ id }) => ids.push(id),
    onReset: () => undefined,
    onState: (state) => {
      live = state === 'live';
    },
  });
}

test('goes offline with the page and comes back with it at once, having missed nothing', async () => {
  start(fixture.url);
  await expect.poll(() => live, soon).toBe(true);
  network.onLine = false;
  pageEvents.dispatchEvent(new Event('offline'));
  expect(states.at(-1)).toBe('offline');
  await expect.poll(() => fixture.gateway.stats().connections, soon).toBe(0);
  await fixture.publish('room:1', 'm1');
  network.onLine = true;
  pageEvents.dispatchEvent(new Event('online'));
  expect(states.at(-1)).toBe('connecting');
  await expect.poll(() => live, soon).toBe(true);
  await fixture.publish('room:1', 'm2');
  await expect.poll(() => ids, soon).toEqual(['m1', 'm2']);
});

test('does not try while the page is offline', async () => {
  network.onLine = false;
  start(fixture.url);
  expect(states).toEqual(['offline']);
  network.onLine = true;
  pageEvents.dispatchEvent(new Event('online'));
  await expect.poll(() => states, soon).toContain('open');
});

test('a page that wakes up finds a dead line without waiting for the heartbeat', async () => {
  const proxy = await CuttableProxy.to(fixture.url);
  start(proxy.url);
  await expect.poll(() => live, soon).toBe(true);
  proxy.swallow();
  pageDocument.dispatchEvent(new Event('visibilitychange'));
  // The heartbeat alone would take fifty seconds.
  await expect.poll(() => states, soon).toContain('waiting');
  proxy.letThrough();
  client.close();
  await proxy.close();
}, 15_000);

test('a page that wakes up while waiting to come back does so at once', async () => {
  const proxy = await CuttableProxy.to(fixture.url);
  start(proxy.url);
  await expect.poll(() => states, soon).toContain('open');
  proxy.cut();
  await expect.poll(() => states.at(-1), soon).toBe('waiting');
  pageDocument.dispatchEvent(new Event('visibilitychange'));
  expect(states.at(-1)).toBe('connecting');
  client.close();
  await proxy.close();
});

test('lets go of the page when closed', async () => {
  start(fixture.url);
  await expect.poll(() => states, soon).toContain('open');
  client.close();
  pageEvents.dispatchEvent(new Event('online'));
  pageDocument.dispatchEvent(new Event('visibilitychange'));
  expect(states).toEqual(['connecting', 'open', 'stopped']);
});
