import { startTestPlatform, type TestPlatform } from '@platform/api/testing';
import { users } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './support/call.ts';

let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
}, 120_000);
afterAll(() => test.close());

it('[ASVS 6.3.2] a new platform has nobody in it', async () => {
  const { db } = test.platform.services;
  expect(await db.identity(null, (tx) => tx.$count(users))).toBe(0);
});

const signUp = (password: string, email = `${newId('user')}@example.com`) =>
  call(
    test.origin,
    { path: 'auth.signUp', kind: 'mutation' },
    { name: 'Ada Lovelace', email, password, workspaceName: 'Analytical Engines' },
    { origin: test.origin },
  );
const signIn = (email: string, password: string) =>
  call(
    test.origin,
    { path: 'auth.signIn', kind: 'mutation' },
    { email, password },
    { origin: test.origin },
  );

describe('a password that is refused', () => {
  it.each([
    ['[ASVS 6.2.1] is shorter than twelve', 'kQ7#vX2!pL9'],
    ['[ASVS 6.2.4] is among the first that are tried', 'password1234'],
    ['[ASVS 6.2.4] is such a one with an ending', 'qwertyuiop123'],
    ['[ASVS 6.2.12] is known from a leak', '1q2w3e4r5t6y'],
    ['[ASVS 6.2.11] is made of the company’s name', 'analyticalengines1'],
    ['[ASVS 6.2.11] is made of the person’s name', 'AdaLovelace2026'],
  ])('%s', async (_what, password) => {
    const answer = await signUp(password);
    expect(answer.error, answer.text).toBe('INVALID_INPUT');
    expect(answer.text).toContain('"path":"password"');
  });
});

describe('a password that is taken', () => {
  it.each([
    ['[ASVS 6.2.5] has letters alone', 'violet kettle on tuesday'],
    ['[ASVS 6.2.5] has signs of any writing', 'größe мир 東京 kettle'],
    ['[ASVS 6.2.9] is long', `${'violet kettle '.repeat(9)}${newId('event')}`],
  ])('%s', async (_what, password) => {
    const email = `${newId('user')}@example.com`;
    expect((await signUp(password, email)).status).toBe(200);
    expect((await signIn(email, password)).status).toBe(200);
  });

  it('[ASVS 6.2.8] counts as it was typed: to its last letter, in its case, with its spaces', async () => {
    const email = `${newId('user')}@example.com`;
    // Longer than bcrypt would look at.
    const password = ` Violet kettle ${'on tuesday '.repeat(9)}`;
    expect((await signUp(password, email)).status).toBe(200);
    for (const other of [
      password.trim(),
      password.toLowerCase(),
      password.slice(0, 72),
      `${password}x`,
      password.slice(0, -1),
    ]) {
      expect((await signIn(email, other)).error).toBe('WRONG_CREDENTIALS');
    }
    expect((await signIn(email, password)).status).toBe(200);
  });
});
