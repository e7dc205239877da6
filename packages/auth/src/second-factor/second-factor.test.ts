import {
  createEmbeddedTestDatabase,
  createNativeTestDatabase,
  type TestDatabase,
} from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { URI } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticator } from '../authenticate.ts';
import { register } from '../registration/register.ts';
import { attemptRules } from '../safety/attempts.queries.ts';
import { createSealer, readSealingKeys } from '../sealing.ts';
import { hashSessionToken } from '../sessions.queries.ts';
import { signIn } from '../sign-in.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import {
  confirmSecondFactor,
  disableSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  verifySecondFactor,
} from './second-factor.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts';

const secret = 's'.repeat(32);
const sealer = createSealer(readSealingKeys(undefined, secret));
const password = 'correct horse battery';
const stepMs = 30_000;

it('[ASVS 6.5.1] a code counts in its own thirty seconds and the one before and after', () => {
  const key = newTotpSecret();
  const totp = URI.parse(totpUri(key, 'ada@example.com'));
  const nowMs = 1_800_000_000_000;
  const codeAt = (steps: number) => {
    if (!('generate' in totp)) throw new Error('not a TOTP');
    return totp.generate({ timestamp: nowMs + steps * stepMs } as never);
  };
  const step = nowMs / stepMs;
  expect([-2, -1, 0, 1, 2].map((steps) => stepOfCode(key, codeAt(steps), nowMs))).toEqual([
    null,
    step - 1,
    step,
    step + 1,
    null,
  ]);
  expect(stepOfCode(key, ` ${codeAt(0)}`, nowMs)).toBeNull();
  expect(totpUri(key, 'ada@example.com')).toMatch(
    /^otpauth:\/\/totp\/Parley:ada%40example\.com\?issuer=Parley&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/,
  );
});

it('[ASVS 6.5.2] [ASVS 6.5.4] a recovery code has 120 random bits and is read however it is typed', () => {
  const code = newRecoveryCode();
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  const plain = code.replaceAll('-', '');
  expect(readRecoveryCode(code)).toBe(plain);
  expect(readRecoveryCode(plain.toLowerCase())).toBe(plain);
  expect(readRecoveryCode('oil1 0000 0000 0000-0000-0000')).toBe(`0111${'0'.repeat(20)}`);
  expect(readRecoveryCode('123456')).toBeNull();
  expect(new Set(Array.from({ length: 1_000 }, newRecoveryCode)).size).toBe(1_000);
});

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL;
const databases: [string, () => Promise<TestDatabase>][] = [
  ['embedded', createEmbeddedTestDatabase],
  ...(adminUrl === undefined
    ? []
    : [
        ['native', () => createNativeTestDatabase(adminUrl)] as [
          string,
          () => Promise<TestDatabase>,
        ],
      ]),
];

describe.each(databases)('a second factor on %s', (_name, create) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await create();
  });
  afterAll(() => test.close());

  const services = () => ({ db: test.database, sealer, attempts: attemptRules });
  const authenticator = () =>
    createAuthenticator({ db: test.database, secret, emailVerificationRequired: false });
  const actorOf = (token: string) => authenticator().reload(hashSessionToken(token));
  const from = (address: string) => ({ userAgent: 'test', address });
  const home = from('192.0.2.1');

  const sessionOf = async (token: string) => {
    const actor = await actorOf(token);
    if (actor === null) throw new Error('There is no such session.');
    return actor;
  };

  const person = async () => {
    const email = `${newId('user')}@example.com`;
    const made = await register(
      services(),
      { name: 'Ada', email, password, workspaceName: 'Engines' },
      home,
      { verifyFirst: false },
    );
    return {
      email,
      token: made?.token ?? '',
      userId: made?.userId ?? '',
      enter: () => signIn(services(), { email, password }, home),
    };
  };

  /** With a factor whose present step is used up: the next one's code counts already. */
  const guarded = async () => {
    const ada = await person();
    const actor = await sessionOf(ada.token);
    const { uri } = await startSecondFactor(services(), actor);
    const totp = URI.parse(uri);
    const codeAt = (steps: number): string =>
      totp.generate({ timestamp: Date.now() + steps * stepMs } as never);
    const confirmed = await confirmSecondFactor(services(), actor, codeAt(0), home);
    return { ...ada, ...confirmed, codeAt };
  };

  const verify = async (token: string, code: string, client = home) =>
    verifySecondFactor(services(), await sessionOf(token), code, client);

  it('[ASVS 6.3.3][A14] leaves a session pending until its code was given, then gives it another token', async () => {
    const ada = await guarded();
    const { token } = await ada.enter();
    expect(await actorOf(token)).toMatchObject({ mfa: 'pending' });
    const passed = await verify(token, ada.codeAt(1));
    expect(await actorOf(passed)).toMatchObject({ mfa: 'passed' });
    expect(await actorOf(token)).toBeNull();
  });

  it('a session that owes its code ends within a quarter of an hour, a whole one after thirty days', async () => {
    const ada = await guarded();
    const minutesLeft = async (token: string) => {
      const hash = hashSessionToken(token);
      const [row] = await test.superuser<{ left: number }[]>`
        select extract(epoch from expires_at - now()) / 60 as left
        from auth_sessions where token_hash = ${hash}`;
      return Number(row?.left);
    };
    const { token } = await ada.enter();
    expect(await minutesLeft(token)).toBeLessThanOrEqual(15);
    const passed = await verify(token, ada.codeAt(1));
    expect(await minutesLeft(passed)).toBeGreaterThan(29 * 24 * 60);
  });

  it('[A26] [ASVS 6.5.1] takes a code once, whatever the session', async () => {
    const ada = await guarded();
    const code = ada.codeAt(1);
    await verify((await ada.enter()).token, code);
    const again = verify((await ada.enter()).token, code);
    await expect(again).rejects.toMatchObject({ code: 'WRONG_CODE' });
    const earlier = verify((await ada.enter()).token, ada.codeAt(0));
    await expect(earlier).rejects.toMatchObject({ code: 'WRONG_CODE' });
  });

  it('[A26] of fifty with the same code one gets in, with a recovery code as well', async () => {
    const ada = await guarded();
    for (const code of [ada.codeAt(1), ada.recoveryCodes[0] ?? '']) {
      const tokens: string[] = [];
      for (let each = 0; each < 10; each += 1) tokens.push((await ada.enter()).token);
      // Fifty attempts at ten sessions, each from a place of its own.
      const attempts = Array.from({ length: 50 }, (_, index) =>
        verify(tokens[index % 10] ?? '', code, from(`198.51.100.${index}`)),
      );
      const settled = await Promise.allSettled(attempts);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });

  it('[A26] fifty guesses at once stay within the budget, and the lock holds for a right code', async () => {
    const ada = await guarded();
    const { token } = await ada.enter();
    const guesses = Array.from({ length: 50 }, (_, index) =>
      verify(token, String(100_000 + index)).catch((error: { code: string }) => error.code),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'WRONG_CODE')).toHaveLength(5);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(45);
    await expect(verify(token, ada.codeAt(1))).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('unknown places together have a budget as well: codes cannot be guessed from a thousand', async () => {
    const ada = await guarded();
    const { token } = await ada.enter();
    const codes: string[] = [];
    for (let index = 0; index < 25; index += 1) {
      const guess = verify(token, String(200_000 + index), from(`203.0.113.${index}`));
      codes.push(await guess.then(() => 'right').catch((error: { code: string }) => error.code));
    }
    expect(codes.filter((code) => code === 'WRONG_CODE')).toHaveLength(20);
  });

  it('a recovery code works once, and new ones end the old', async () => {
    const ada = await guarded();
    const [first = '', second = ''] = ada.recoveryCodes;
    await verify((await ada.enter()).token, first.toLowerCase().replaceAll('-', ' '));
    await expect(verify((await ada.enter()).token, first)).rejects.toMatchObject({
      code: 'WRONG_CODE',
    });
    const renewed = await renewRecoveryCodes(services(), ada.userId, home);
    await expect(verify((await ada.enter()).token, second)).rejects.toMatchObject({
      code: 'WRONG_CODE',
    });
    await verify((await ada.enter()).token, renewed[9] ?? '');
  });

  it('[ASVS 6.5.2] keeps neither the secret nor the codes', async () => {
    const ada = await guarded();
    const rows = await test.superuser`select * from second_factors, recovery_codes`;
    const stored = JSON.stringify(rows);
    for (const code of ada.recoveryCodes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll('-', ''));
    }
    expect(stored).not.toMatch(/[A-Z2-7]{32}/);
  });

  it('does not count before a code was given, and ends other sessions when it does', async () => {
    const ada = await person();
    const other = await ada.enter();
    const actor = await sessionOf(ada.token);
    const { uri } = await startSecondFactor(services(), actor);
    expect(await actorOf((await ada.enter()).token)).toMatchObject({ mfa: 'none' });
    await expect(confirmSecondFactor(services(), actor, '000000', home)).rejects.toMatchObject({
      code: 'WRONG_CODE',
    });
    const code = URI.parse(uri).generate({ timestamp: Date.now() } as never);
    const { token } = await confirmSecondFactor(services(), actor, code, home);
    expect(await actorOf(token)).toMatchObject({ mfa: 'passed' });
    expect(await actorOf(ada.token)).toBeNull();
    expect(await actorOf(other.token)).toBeNull();
    await expect(startSecondFactor(services(), await sessionOf(token))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('turned off, is asked for no more', async () => {
    const ada = await guarded();
    const { token } = await disableSecondFactor(services(), await sessionOf(ada.token), home);
    expect(await actorOf(token)).toMatchObject({ mfa: 'none' });
    expect(await actorOf((await ada.enter()).token)).toMatchObject({ mfa: 'none' });
  });
});
