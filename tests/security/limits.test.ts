import { startTestPlatform, type TestPlatform } from '@platform/api/testing';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, call, type RequestHeaders } from './support/call.ts';

const signIn = { path: 'auth.signIn', kind: 'mutation' } as const;
const send = { path: 'visitor.send', kind: 'mutation' } as const;
/** What one address may try in five minutes, and ask in one. */
const guesses = 60;
const questions = 60;

const direct = startedWith({});
const behindProxy = startedWith({ TRUSTED_PROXIES: '127.0.0.0/8, ::1' });

/** A platform with the limits that people meet. */
function startedWith(variables: Record<string, string>): { test(): TestPlatform } {
  let test: TestPlatform | undefined;
  beforeAll(async () => {
    test = await startTestPlatform('embedded', variables, 1);
  }, 120_000);
  afterAll(() => test?.close());
  return {
    test() {
      if (test === undefined) throw new Error('Not started yet.');
      return test;
    },
  };
}

/** A guess is counted before its input is read, so an empty one costs the least. */
const guess = (origin: string, headers: RequestHeaders): Promise<Answer> =>
  call(origin, signIn, {}, headers);

const from = (address: string): RequestHeaders => ({ 'x-forwarded-for': address });

describe('[ASVS 2.4.1][ASVS 4.1.3][ASVS 15.3.4][ASVS 6.3.1][A27] guesses are counted by where they come from', () => {
  it('and not by what a stranger says of where that is', async () => {
    const { origin } = direct.test();
    for (let index = 0; index < guesses; index += 1) {
      const spoofed = { ...from(`198.51.100.${index}`), forwarded: `for=192.0.2.${index}` };
      expect((await guess(origin, spoofed)).error).toBe('INVALID_INPUT');
    }
    const more = await guess(origin, { ...from('198.51.100.99'), 'x-real-ip': '198.51.100.98' });
    expect(more).toMatchObject({ error: 'RATE_LIMITED', status: 429 });
    expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    ['one IPv6 /64', (index: number) => `2001:db8:aa:bb:${index + 1}::${index + 1}`],
    [
      'one IPv4 address, spelled in many ways',
      (index: number) =>
        ['203.0.113.7', '::ffff:203.0.113.7', '::ffff:cb00:7107', '203.0.113.7:4711'][index % 4] ??
        '',
    ],
    ['what stands before the proxy’s own word', (index: number) => `10.0.0.${index}, 203.0.113.8`],
  ])('%s is one caller behind a proxy that is trusted', async (_what, addressOf) => {
    const { origin } = behindProxy.test();
    for (let index = 0; index < guesses; index += 1) {
      expect((await guess(origin, from(addressOf(index)))).error).toBe('INVALID_INPUT');
    }
    expect((await guess(origin, from(addressOf(guesses)))).error).toBe('RATE_LIMITED');
    expect((await guess(origin, from('203.0.113.200'))).error).toBe('INVALID_INPUT');
  });

  it('a neighbour is not locked out by it', async () => {
    const { origin } = behindProxy.test();
    expect((await guess(origin, from('2001:db8:aa:bc::1'))).error).toBe('INVALID_INPUT');
  });
});

describe('[ASVS 15.2.2][ASVS 2.3.2][A40] questions cost money', () => {
  it('a caller without a page, with a new token each time, meets a limit all the same', async () => {
    const test = behindProxy.test();
    const owner = await test.signUp();
    const widgetId = await test.createWidget(owner);
    const visitors = await Promise.all([1, 2, 3].map(() => test.visit(widgetId)));
    const ask = (index: number, text: string) =>
      call(
        test.origin,
        send,
        { clientId: newId('event'), text },
        {
          authorization: `Bearer ${visitors[index % visitors.length]?.token}`,
          ...from('203.0.113.50'),
        },
      );
    for (let index = 0; index < questions; index += 1) {
      // Empty, so that it is counted and nothing has to be answered.
      expect((await ask(index, '')).error).toBe('INVALID_INPUT');
    }
    const newcomer = await test.visit(widgetId);
    visitors.push(newcomer);
    for (let index = 0; index < visitors.length; index += 1) {
      const refused = await ask(index, 'What does it cost?');
      expect(refused.error).toBe('RATE_LIMITED');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const { items } = await owner.api.conversations.list.query({});
    expect(items).toEqual([]);
  });
});
