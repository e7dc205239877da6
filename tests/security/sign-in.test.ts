import { startTestPlatform, type TestPlatform } from '@platform/api/testing';
import {
  attemptCounters,
  authSessions,
  mailMessages,
  memberships,
  users,
} from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { URI } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from './support/browser.ts';
import { greet } from './support/socket.ts';

/*
 * Budgets as in production, people at addresses of their own: the platform believes the proxy that
 * this test is.
 */
const password = 'correct horse battery staple';
const stepMs = 30_000;
let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform('embedded', { TRUSTED_PROXIES: '127.0.0.1,::1' }, 1);
});
afterAll(() => test.close());

let lastAddress = 0;
const newAddress = (): string => {
  lastAddress += 1;
  return `198.51.${Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 1}`;
};
const browserAt = (address = newAddress()) => new TestBrowser(test.origin, address);
const identity = <Result>(work: Parameters<typeof test.platform.services.db.identity<Result>>[1]) =>
  test.platform.services.db.identity(null, work);

async function newPerson() {
  const email = `${newId('user')}@example.com`;
  const browser = browserAt();
  const input = { name: 'Ada', email, password, workspaceName: 'Engines' };
  const { me } = await browser.call('auth.signUp', input);
  return { email, browser, userId: me?.user?.id ?? '', tenantId: browser.workspace };
}

/** Sets up a factor, whose present step is used up by that: the next one's code counts already. */
async function setUpFactor(browser: TestBrowser) {
  const started = await browser.call('account.startSecondFactor');
  const totp = URI.parse((started.data as { uri: string }).uri);
  const codeAt = (steps: number): string =>
    totp.generate({ timestamp: Date.now() + steps * stepMs } as never);
  const confirmed = await browser.call('account.confirmSecondFactor', { code: codeAt(0) });
  expect(confirmed.status, confirmed.text).toBe(200);
  const { recoveryCodes } = confirmed.data as { recoveryCodes: string[] };
  return { codeAt, recoveryCodes };
}

const templatesTo = async (email: string): Promise<string[]> => {
  const mails = await test.platform.services.db.system((tx) => tx.select().from(mailMessages));
  return mails.filter((mail) => mail.recipient === email).map((mail) => mail.template);
};
const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

/** Of everybody: each test brings people of its own. */
const makeStale = async (userId: string) => {
  await identity((tx) => tx.update(authSessions).set({ steppedUpAt: ago(16) }));
  // What was remembered of the session is not looked at any more.
  await test.platform.services.revalidate(userId);
};

describe('failures are counted', () => {
  it('[A26] [ASVS 6.3.1] five wrong passwords lock the place they come from, with the time to wait', async () => {
    const { email } = await newPerson();
    const thief = browserAt();
    for (let guess = 1; guess <= 4; guess += 1) {
      const answer = await thief.signIn(email, `wrong password ${guess}`);
      expect(answer).toMatchObject({ error: 'WRONG_CREDENTIALS', retryAfterMs: null });
    }
    const fifth = await thief.signIn(email, 'wrong password 5');
    expect(fifth.error).toBe('WRONG_CREDENTIALS');
    expect(fifth.retryAfterMs).toBeGreaterThan(50_000);
    const right = await thief.signIn(email, password);
    expect(right).toMatchObject({ status: 429, error: 'RATE_LIMITED' });
    expect(right.retryAfterMs).toBeGreaterThan(0);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await templatesTo(email)).toContain('account-locked');
  });

  it('[A26] a burst of guesses stays within the budget', async () => {
    const { email } = await newPerson();
    const thief = browserAt();
    const guesses = await Promise.all(
      Array.from({ length: 9 }, (_, index) => thief.signIn(email, `wrong password ${index}`)),
    );
    const codes = guesses.map(({ error }) => error);
    expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(5);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(4);
  });

  it('[A19] [ASVS 6.3.8] an account that does not exist locks in the same bytes', async () => {
    const { email } = await newPerson();
    const seen: string[][] = [];
    for (const target of [email, `${newId('user')}@example.com`]) {
      const thief = browserAt();
      const bytes: string[] = [];
      for (let guess = 1; guess <= 7; guess += 1) {
        const answer = await thief.signIn(target, `wrong password ${guess}`);
        // Seconds go by between one and the other.
        bytes.push(
          answer.bytes
            .replaceAll(/"retryAfterMs":\d+/g, '"retryAfterMs":0')
            .replaceAll(/\bt=\d+/g, 't=0')
            .replaceAll(/\["retry-after","\d+"\]/g, '["retry-after",""]'),
        );
      }
      seen.push(bytes);
    }
    expect(seen[1]).toEqual(seen[0]);
  });

  it('[ASVS 6.3.1] nobody elsewhere locks the owner out: neither their browser nor their address', async () => {
    const { email, browser } = await newPerson();
    for (let place = 0; place < 12; place += 1) {
      const thief = browserAt();
      for (let guess = 0; guess < 6; guess += 1) await thief.signIn(email, `wrong ${guess}`);
    }
    const again = browser.copy(newAddress());
    expect((await again.signIn(email, password)).status).toBe(200);
    expect((await browserAt().signIn(email, password)).status).toBe(200);
  });

  it('a browser that is known has a counter of its own, even behind the address of the thief', async () => {
    const { email, browser } = await newPerson();
    const shared = newAddress();
    const thief = browserAt(shared);
    for (let guess = 0; guess < 6; guess += 1) await thief.signIn(email, `wrong ${guess}`);
    expect((await thief.signIn(email, password)).error).toBe('RATE_LIMITED');
    expect((await browser.copy(shared).signIn(email, password)).status).toBe(200);
  });

  it('a device’s cookie that was made up, or is another person’s, is no known device', async () => {
    const { email } = await newPerson();
    const other = await newPerson();
    const address = newAddress();
    const thief = other.browser.copy(address);
    for (let guess = 0; guess < 5; guess += 1) await thief.signIn(email, `wrong ${guess}`);
    const [name = ''] = [...thief.cookies.keys()].filter((each) => each.endsWith('_device'));
    for (const made of ['', 'x', `${thief.cookies.get(name)}x`, 'e30.e30']) {
      const browser = browserAt(address);
      browser.cookies.set(name, made);
      expect((await browser.signIn(email, password)).error).toBe('RATE_LIMITED');
    }
  });

  it('[A27] the addresses of one subscriber are one place', async () => {
    const { email } = await newPerson();
    for (let host = 1; host <= 5; host += 1) {
      await browserAt(`2001:db8:77:1::${host}`).signIn(email, 'wrong password');
    }
    const sixth = await browserAt('2001:db8:77:1:ffff::1').signIn(email, password);
    expect(sixth.error).toBe('RATE_LIMITED');
  });

  it('a lock ends, and a right password forgets what failed', async () => {
    const { email } = await newPerson();
    const thief = browserAt();
    for (let guess = 0; guess < 5; guess += 1) await thief.signIn(email, `wrong ${guess}`);
    await identity((tx) => tx.update(attemptCounters).set({ lockedUntil: ago(1) }));
    expect((await thief.signIn(email, password)).status).toBe(200);
    expect((await thief.signIn(email, 'wrong again')).retryAfterMs).toBeNull();
  });
});

describe('a second factor', () => {
  it('[A14] [A20] [ASVS 6.3.3] [ASVS 6.3.4] is owed whichever procedure is tried, and nothing opens before', async () => {
    const ada = await newPerson();
    const { codeAt } = await setUpFactor(ada.browser);
    const browser = browserAt();
    const first = await browser.signIn(ada.email, password);
    expect(first.me).toMatchObject({ user: null, mfaPending: true, memberships: [] });
    browser.workspace = ada.tenantId;
    for (const path of ['workspaces.get', 'account.sessions', 'account.security']) {
      expect((await browser.query(path)).error).toBe('MFA_PENDING');
    }
    expect((await browser.call('account.stepUp', { password })).error).toBe('MFA_PENDING');
    const cookie = browser.headers().cookie ?? '';
    const path = `/realtime?workspace=${ada.tenantId}`;
    const headers = { cookie, origin: test.origin };
    const early = await greet(test.origin, { path, headers });
    expect(early.answer.op).toBe('bye');
    early.socket.close();
    const before = browser.sessionToken;
    const passed = await browser.call('auth.verifySecondFactor', { code: codeAt(1) });
    expect(passed.me).toMatchObject({ user: { id: ada.userId }, mfaPending: false });
    expect(browser.sessionToken).not.toBe(before);
    expect((await browser.query('workspaces.get')).status).toBe(200);
    expect(await templatesTo(ada.email)).toContain('new-sign-in');
  });

  it.each(['a code of the app', 'a recovery code'])(
    '[A26] %s fifty times at once opens once',
    async (kind) => {
      const ada = await newPerson();
      const { codeAt, recoveryCodes } = await setUpFactor(ada.browser);
      const browsers: TestBrowser[] = [];
      for (let each = 0; each < 10; each += 1) {
        const browser = browserAt();
        await browser.signIn(ada.email, password);
        browsers.push(browser);
      }
      const code = kind === 'a recovery code' ? recoveryCodes[0] : codeAt(1);
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          browsers[index % 10]?.copy().call('auth.verifySecondFactor', { code }),
        ),
      );
      expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(1);
    },
  );

  it('[A21] [ASVS 7.4.3] ends other sessions and their sockets when it is set up', async () => {
    const ada = await newPerson();
    const other = browserAt();
    await other.signIn(ada.email, password);
    const headers = { cookie: other.headers().cookie ?? '', origin: test.origin };
    const path = `/realtime?workspace=${ada.tenantId}`;
    const { socket } = await greet(test.origin, { path, headers });
    const begun = performance.now();
    await setUpFactor(ada.browser);
    await socket.next('bye');
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect((await other.query('account.security')).error).toBe('UNAUTHENTICATED');
  });
});

describe('a step-up', () => {
  it('[ASVS 7.2.4] [ASVS 7.5.1] is asked for once the last proof is a quarter of an hour old, and gives another token', async () => {
    const ada = await newPerson();
    expect((await ada.browser.call('account.startSecondFactor')).status).toBe(200);
    await makeStale(ada.userId);
    const thief = ada.browser.copy();
    await thief.call('auth.signOut').catch(() => undefined);
    const again = browserAt();
    await again.signIn(ada.email, password);
    await makeStale(ada.userId);
    expect((await again.call('account.startSecondFactor')).error).toBe('STEP_UP');
    expect((await again.call('account.stepUp', { password: 'wrong' })).error).toBe(
      'WRONG_CREDENTIALS',
    );
    expect((await again.call('account.stepUp', { code: '123456' })).error).toBe('INVALID_INPUT');
    const before = again.copy();
    expect((await again.call('account.stepUp', { password })).status).toBe(200);
    expect(again.sessionToken).not.toBe(before.sessionToken);
    expect((await again.call('account.startSecondFactor')).status).toBe(200);
    expect((await before.call('account.startSecondFactor')).error).toBe('UNAUTHENTICATED');
  });

  it('[ASVS 7.5.3] wants a code from whoever has a second factor: the password is not enough', async () => {
    const ada = await newPerson();
    const { codeAt } = await setUpFactor(ada.browser);
    await makeStale(ada.userId);
    expect((await ada.browser.call('account.renewRecoveryCodes')).error).toBe('STEP_UP');
    expect((await ada.browser.call('account.stepUp', { password })).error).toBe('INVALID_INPUT');
    expect((await ada.browser.call('account.stepUp', { code: codeAt(1) })).status).toBe(200);
    expect((await ada.browser.call('account.renewRecoveryCodes')).status).toBe(200);
    const off = await ada.browser.call('account.disableSecondFactor');
    expect(off.status, off.text).toBe(200);
    const told = await templatesTo(ada.email);
    expect(told.filter((template) => template === 'security-changed')).toHaveLength(3);
  });

  it('[A26] wrong proofs count here as at the door', async () => {
    const ada = await newPerson();
    for (let guess = 0; guess < 5; guess += 1) {
      await ada.browser.call('account.stepUp', { password: `wrong ${guess}` });
    }
    expect((await ada.browser.call('account.stepUp', { password })).error).toBe('RATE_LIMITED');
  });
});

describe('sessions', () => {
  it('[ASVS 7.5.2] are listed with device, address and this one marked, and end for others alone', async () => {
    const ada = await newPerson();
    const phone = browserAt('203.0.113.7');
    await phone.signIn(ada.email, password);
    const { data } = await ada.browser.query('account.sessions');
    const { sessions } = data as {
      sessions: { id: string; device: string; address: string; current: boolean }[];
    };
    expect(sessions).toMatchObject([
      { device: 'Firefox on Linux', current: true, nearby: true },
      { device: 'Firefox on Linux', current: false, nearby: false, address: '203.0.113.7' },
    ]);
    const stranger = await newPerson();
    const theirs = { sessionId: sessions[1]?.id };
    expect((await stranger.browser.call('account.endSession', theirs)).error).toBe('NOT_FOUND');
    expect((await ada.browser.call('account.endSession', theirs)).status).toBe(200);
    expect((await phone.query('account.security')).error).toBe('UNAUTHENTICATED');
    expect((await ada.browser.query('account.security')).status).toBe(200);
  });

  it('[A21] [ASVS 7.5.2] all others end at once, with their sockets', async () => {
    const ada = await newPerson();
    const others = [browserAt(), browserAt(), browserAt()];
    const sockets = [];
    for (const other of others) {
      await other.signIn(ada.email, password);
      const headers = { cookie: other.headers().cookie ?? '', origin: test.origin };
      const path = `/realtime?workspace=${ada.tenantId}`;
      sockets.push((await greet(test.origin, { path, headers })).socket);
    }
    const begun = performance.now();
    const ended = await ada.browser.call('account.endOtherSessions');
    expect(ended.data).toEqual({ ended: 3 });
    await Promise.all(sockets.map((socket) => socket.next('bye')));
    expect(performance.now() - begun).toBeLessThan(5_000);
    for (const other of others) {
      expect((await other.query('account.security')).error).toBe('UNAUTHENTICATED');
    }
  });

  it('[A10] [ASVS 7.2.4] are given another token after a change of rights; requests under way go on, without its powers', async () => {
    const ada = await newPerson();
    const { browser } = ada;
    await identity((tx) => tx.update(authSessions).set({ rotationDue: true }));
    await test.platform.services.revalidate(ada.userId);
    const old = browser.copy();
    expect((await browser.query('workspaces.get')).status).toBe(200);
    expect(browser.sessionToken).not.toBe(old.sessionToken);
    expect((await old.query('workspaces.get')).status).toBe(200);
    await identity((tx) => tx.update(authSessions).set({ rotatedAt: ago(0.6) }));
    await test.platform.services.revalidate(ada.userId);
    expect((await old.query('workspaces.get')).error).toBe('UNAUTHENTICATED');
    expect((await browser.query('workspaces.get')).status).toBe(200);
  });

  it('[ASVS 6.3.5] tell of a new device by mail, and of a known one not', async () => {
    const ada = await newPerson();
    const count = async () =>
      (await templatesTo(ada.email)).filter((template) => template === 'new-sign-in').length;
    await ada.browser.copy(newAddress()).signIn(ada.email, password);
    expect(await count()).toBe(0);
    const fresh = browserAt();
    await fresh.signIn(ada.email, password);
    expect(await count()).toBe(1);
    await fresh.signIn(ada.email, password);
    expect(await count()).toBe(1);
  });
});

describe('a workspace that asks for a second factor', () => {
  it('[ASVS 6.3.3] lets in who has one, keeps out who has not, and sockets likewise', async () => {
    const owner = await newPerson();
    const require = { mfaRequired: true };
    const early = await owner.browser.call('workspaces.updateSecurity', require);
    expect(early.error).toBe('CONFLICT');
    const member = await newPerson();
    await test.platform.services.db.system(async (tx) => {
      await tx.insert(memberships).values({
        tenantId: owner.tenantId,
        id: newId('membership'),
        userId: member.userId,
        role: 'agent',
        displayName: 'Grace',
        email: member.email,
      });
    });
    member.browser.workspace = owner.tenantId;
    await test.platform.services.revalidate(member.userId);
    const headers = { cookie: member.browser.headers().cookie ?? '', origin: test.origin };
    const path = `/realtime?workspace=${owner.tenantId}`;
    const { socket, answer } = await greet(test.origin, { path, headers });
    expect(answer.op).toBe('welcome');
    await setUpFactor(owner.browser);
    const changed = await owner.browser.call('workspaces.updateSecurity', require);
    expect(changed.data).toEqual({ mfaRequired: true, memberCount: 2, membersWithoutFactor: 1 });
    await socket.next('bye');
    expect((await member.browser.query('workspaces.get')).error).toBe('MFA_REQUIRED');
    const me = await member.browser.query('auth.me');
    expect(me.me?.memberships).toMatchObject([
      { restriction: null },
      { tenantId: owner.tenantId, restriction: 'mfa-required' },
    ]);
    await setUpFactor(member.browser);
    expect((await member.browser.query('workspaces.get')).status).toBe(200);
    expect((await owner.browser.query('workspaces.get')).status).toBe(200);
  });
});

describe('old hashes', () => {
  it.each([
    ['bcrypt', '$2b$04$aa9o2NrT0vKC7bNio1tUB.7656vvUkvZiXsdxavsmTPCGduTcbQa2'],
    [
      'a cheaper Argon2',
      '$argon2id$v=19$m=19456,t=2,p=1$577JA+7joByLZNuk04srJg$HMkGpb2Toh7YEmw4xYRaQyEGoV9Jv4KQQJwndPEBG9o',
    ],
  ])('[ASVS 11.4.2] %s opens, and is one of today’s afterwards', async (_kind, stored) => {
    const ada = await newPerson();
    await identity((tx) => tx.update(users).set({ passwordHash: stored }));
    expect((await browserAt().signIn(ada.email, 'not the password')).status).toBe(401);
    expect((await browserAt().signIn(ada.email, password)).status).toBe(200);
    const rows = await identity((tx) => tx.select().from(users));
    const row = rows.find(({ id }) => id === ada.userId);
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
    expect((await browserAt().signIn(ada.email, password)).status).toBe(200);
  });
});
