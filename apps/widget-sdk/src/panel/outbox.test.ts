import type { Message, VisitorConversation } from '@platform/api-contract/types';
import { beforeEach, expect, test } from 'vitest';
import type { Memory } from '../shared/bridge.ts';
import { Outbox, type SendResult } from './outbox.ts';
import type { Outgoing } from './state.ts';

const refusal = (code: string, retry: boolean, retryAfterMs = 0) =>
  Object.assign(new Error(`refused: ${code}`), { code, retry, retryAfterMs });

let kept: Map<string, string>;
let sent: Outgoing[];
let answers: (SendResult | Error)[];
let timers: { retry: () => void; delayMs: number }[];
let acknowledged: string[];

beforeEach(() => {
  kept = new Map();
  sent = [];
  answers = [];
  timers = [];
  acknowledged = [];
});

const memory: Memory = {
  get: (key) => kept.get(key) ?? null,
  set: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
  values: (prefix) => [...kept].flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : [])),
};

const accepted = (id: string): SendResult => ({
  conversation: { id } as VisitorConversation,
  message: {} as Message,
});

/** An outbox on a page; a second call is the page after a reload, on the same memory. */
const openOutbox = () =>
  new Outbox({
    memory,
    send: async (entry) => {
      sent.push(entry);
      const answer = answers.shift() ?? new TypeError('Failed to fetch');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onSent: ({ clientId }) => acknowledged.push(clientId),
    onChange: () => undefined,
    schedule: (retry, delayMs) => {
      const timer = { retry, delayMs };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
  });

const entry = (clientId: string, conversationId: string | null, createdAtMs: number): Outgoing => ({
  clientId,
  conversationId,
  text: `text of ${clientId}`,
  createdAtMs,
});

test('a message stays until it is acknowledged, over a failure and a reload', async () => {
  openOutbox().add(entry('a', 'cnv_1', 1));
  await settled();
  expect(acknowledged).toEqual([]);

  const reloaded = openOutbox();
  expect(reloaded.entries().map((each) => each.clientId)).toEqual(['a']);
  answers = [accepted('cnv_1')];
  await reloaded.flush();
  expect(sent.map((each) => each.clientId)).toEqual(['a', 'a']);
  expect(acknowledged).toEqual(['a']);
  expect(reloaded.entries()).toEqual([]);
});

test('messages go in the order they were written, one at a time', async () => {
  const outbox = openOutbox();
  kept.set('out:b', JSON.stringify(entry('b', 'cnv_1', 2)));
  kept.set('out:a', JSON.stringify(entry('a', 'cnv_1', 1)));
  answers = [accepted('cnv_1'), accepted('cnv_1')];
  await Promise.all([outbox.flush(), outbox.flush()]);
  expect(sent.map((each) => each.clientId)).toEqual(['a', 'b']);
});

test('what was written before the conversation had an id follows into the one that opened', async () => {
  const outbox = openOutbox();
  outbox.add(entry('a', null, 1));
  outbox.add(entry('b', null, 2));
  await settled();
  answers = [accepted('cnv_new'), accepted('cnv_new')];
  await outbox.flush();
  expect(sent.slice(-2).map((each) => each.conversationId)).toEqual([null, 'cnv_new']);
});

test('while the server cannot be reached, retries wait longer each time, and say so', async () => {
  const outbox = openOutbox();
  outbox.add(entry('a', 'cnv_1', 1));
  await settled();
  expect(outbox.reachable).toBe(false);
  timers[0]?.retry();
  await settled();
  expect(timers.map((each) => each.delayMs)).toEqual([2_000]);
  answers = [accepted('cnv_1')];
  timers[0]?.retry();
  await settled();
  expect(outbox.reachable).toBe(true);
  expect(acknowledged).toEqual(['a']);
});

test('a server that asks for patience is given the time it named', async () => {
  const outbox = openOutbox();
  answers = [refusal('RATE_LIMITED', true, 7_000)];
  outbox.add(entry('a', 'cnv_1', 1));
  await settled();
  expect(timers.map((each) => each.delayMs)).toEqual([7_000]);
  expect(outbox.reachable).toBe(true);
  expect(outbox.entries()[0]?.refused).toBeUndefined();
  expect(outbox.retryAtMs).toBeGreaterThan(Date.now() + 5_000);
  answers = [accepted('cnv_1')];
  timers[0]?.retry();
  await settled();
  expect(outbox.retryAtMs).toBe(0);
});

test('a refused message is kept with the reason, does not hold up the next, and can be tried again', async () => {
  const outbox = openOutbox();
  answers = [refusal('INVALID_INPUT', false), accepted('cnv_1')];
  outbox.add(entry('a', 'cnv_1', 1));
  outbox.add(entry('b', 'cnv_1', 2));
  await settled();
  expect(acknowledged).toEqual(['b']);
  expect(outbox.entries()).toMatchObject([{ clientId: 'a', refused: 'refused: INVALID_INPUT' }]);
  answers = [accepted('cnv_1')];
  outbox.retry('a');
  await settled();
  expect(acknowledged).toEqual(['b', 'a']);
});

test('a message to a conversation that is gone opens a new one', async () => {
  const outbox = openOutbox();
  answers = [refusal('NOT_FOUND', false), accepted('cnv_2')];
  outbox.add(entry('a', 'cnv_1', 1));
  await settled();
  expect(sent.map((each) => each.conversationId)).toEqual(['cnv_1', null]);
  expect(acknowledged).toEqual(['a']);
});

/** Everything that was begun without waiting has run: no timer and no network is involved here. */
const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};
