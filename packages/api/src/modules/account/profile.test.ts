import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../testing/browser.ts';
import { startTestPlatform, type TestPlatform, testDatabases } from '../../testing/index.ts';
import { linkFor, mailsFor } from '../../testing/mailbox.ts';

const password = 'violet kettle on tuesday';
const better = 'seven quiet lanterns, far off';
const refused = (code: string) => ({ data: { error: code } });

describe.each(testDatabases)('the own profile on %s', (database) => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await startTestPlatform(database);
  });
  afterAll(() => test.close());
  const browser = () => openBrowser(test.origin);
  const address = () => `${newId('user')}@example.com`;
  const join = async () => {
    const email = address();
    const own = browser();
    own.accept(
      await own.api.auth.signUp.mutate({
        name: 'Ada Example',
        email,
        password,
        workspaceName: 'Engines',
      }),
    );
    const other = browser();
    other.accept(await other.api.auth.signIn.mutate({ email, password }));
    return { email, own, other };
  };
  const isIn = async (each: ReturnType<typeof browser>) =>
    (await each.api.auth.me.query()).user !== null;

  it('shows who one is, and a new name everywhere', async () => {
    const { email, own } = await join();
    expect(await own.api.account.profile.query()).toEqual({
      name: 'Ada Example',
      email,
      emailVerified: false,
      pendingEmail: null,
      hasPassword: true,
    });
    await own.api.account.rename.mutate({ name: 'Ada King' });
    expect((await own.api.auth.me.query()).user?.name).toBe('Ada King');
    const { members } = await own.api.workspaces.members.query();
    expect(members).toMatchObject([{ name: 'Ada King' }]);
  });

  describe('another password', () => {
    it('[A21] [ASVS 7.4.3] keeps this session under a new token and ends the others', async () => {
      const { email, own, other } = await join();
      const before = new Map(own.cookies);
      const me = await own.api.account.changePassword.mutate({
        currentPassword: password,
        newPassword: better,
      });
      own.accept(me);
      expect(me.user?.email).toBe(email);
      expect([...own.cookies.values()].some((value) => ![...before.values()].includes(value))).toBe(
        true,
      );
      expect(await isIn(own)).toBe(true);
      expect(await isIn(other)).toBe(false);
      await expect(browser().api.auth.signIn.mutate({ email, password })).rejects.toMatchObject(
        refused('WRONG_CREDENTIALS'),
      );
      expect((await mailsFor(test, email)).map(({ template }) => template)).toContain(
        'password-changed',
      );
    });
    it('[ASVS 6.2.3] wants the old one', async () => {
      const { own, other } = await join();
      await expect(
        own.api.account.changePassword.mutate({
          currentPassword: 'not the old one',
          newPassword: better,
        }),
      ).rejects.toMatchObject(refused('WRONG_CREDENTIALS'));
      expect(await isIn(other)).toBe(true);
    });
    it('is judged by the same rule, with the own name as a guess', async () => {
      const { own } = await join();
      await expect(
        own.api.account.changePassword.mutate({
          currentPassword: password,
          newPassword: 'ada example engines',
        }),
      ).rejects.toMatchObject({
        data: { error: 'INVALID_INPUT', fields: [{ path: 'newPassword' }] },
      });
    });
    it('makes open links for a new password and a new address useless', async () => {
      const { email, own } = await join();
      const next = address();
      await own.api.account.requestEmailChange.mutate({ email: next });
      const change = await linkFor(test, next, 'change-email');
      await browser().api.registration.requestPasswordReset.mutate({ email });
      const reset = await linkFor(test, email, 'reset-password');
      own.accept(
        await own.api.account.changePassword.mutate({
          currentPassword: password,
          newPassword: better,
        }),
      );
      const { api } = browser();
      await expect(
        api.registration.resetPassword.mutate({ token: reset, password }),
      ).rejects.toMatchObject(refused('NOT_FOUND'));
      await expect(
        api.registration.confirmEmailChange.mutate({ token: change }),
      ).rejects.toMatchObject(refused('NOT_FOUND'));
    });
  });

  describe('another address', () => {
    it('is in force once the link to it was used: copies, other sessions, notice to the old one', async () => {
      const { email, own, other } = await join();
      const next = address();
      const asked = await own.api.account.requestEmailChange.mutate({ email: next });
      expect(asked).toMatchObject({ email, pendingEmail: next });
      expect((await own.api.auth.me.query()).user?.email).toBe(email);
      const token = await linkFor(test, next, 'change-email');
      const { api } = browser();
      expect(await api.registration.confirmEmailChange.mutate({ token })).toEqual({ email: next });
      expect((await own.api.auth.me.query()).user).toMatchObject({
        email: next,
        emailVerified: true,
      });
      expect(await isIn(other)).toBe(false);
      expect((await own.api.workspaces.members.query()).members).toMatchObject([{ email: next }]);
      expect((await mailsFor(test, email)).map(({ template }) => template)).toContain(
        'email-changed',
      );
      await expect(api.registration.confirmEmailChange.mutate({ token })).rejects.toMatchObject(
        refused('NOT_FOUND'),
      );
      await expect(api.auth.signIn.mutate({ email, password })).rejects.toMatchObject(
        refused('WRONG_CREDENTIALS'),
      );
      await browser().api.auth.signIn.mutate({ email: next, password });
    });
    it('[A19] does not tell whether somebody has it, and never takes theirs', async () => {
      const { own } = await join();
      const { email: theirs } = await join();
      const asked = await own.api.account.requestEmailChange.mutate({ email: theirs });
      expect(asked.pendingEmail).toBe(theirs);
      const mails = (await mailsFor(test, theirs)).map(({ template }) => template);
      expect(mails).toContain('account-exists');
      expect(mails).not.toContain('change-email');
    });
    it('is refused when somebody took it meanwhile', async () => {
      const { own } = await join();
      const next = address();
      await own.api.account.requestEmailChange.mutate({ email: next });
      const token = await linkFor(test, next, 'change-email');
      await browser().api.auth.signUp.mutate({
        name: 'Eve',
        email: next,
        password,
        workspaceName: 'Other',
      });
      await expect(
        browser().api.registration.confirmEmailChange.mutate({ token }),
      ).rejects.toMatchObject(refused('CONFLICT'));
    });
    it('goes to one of two who confirm it at the same moment', async () => {
      const people = [await join(), await join()];
      const next = address();
      const tokens: string[] = [];
      for (const { own } of people) {
        await own.api.account.requestEmailChange.mutate({ email: next });
        const mails = await mailsFor(test, next);
        const links = mails.map(({ props }) => String(props.path).split('#')[1] ?? '');
        tokens.push(links.find((link) => !tokens.includes(link)) ?? '');
      }
      const tries = await Promise.allSettled(
        tokens.map((token) => browser().api.registration.confirmEmailChange.mutate({ token })),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: refused('CONFLICT'),
      });
    });
    it('can be given up before', async () => {
      const { own } = await join();
      const next = address();
      await own.api.account.requestEmailChange.mutate({ email: next });
      const token = await linkFor(test, next, 'change-email');
      expect((await own.api.account.cancelEmailChange.mutate()).pendingEmail).toBeNull();
      await expect(
        browser().api.registration.confirmEmailChange.mutate({ token }),
      ).rejects.toMatchObject(refused('NOT_FOUND'));
    });
  });
});
