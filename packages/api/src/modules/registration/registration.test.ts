import { verificationTokens } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../../testing/browser.ts';
import { startTestPlatform, type TestPlatform, testDatabases, until } from '../../testing/index.ts';
import { linkFor, mailsFor } from '../../testing/mailbox.ts';

const password = 'violet kettle on tuesday';
const better = 'seven quiet lanterns, far off';
const person = () => ({
  name: 'Ada Example',
  email: `${newId('user')}@example.com`,
  password,
  workspaceName: 'Engines',
});
const refused = (code: string) => ({ data: { error: code } });
const over = refused('NOT_FOUND');

describe.each(testDatabases)('registration on %s, addresses proved later', (database) => {
  let test: TestPlatform;
  beforeAll(async () => {
    test = await startTestPlatform(database);
  });
  afterAll(() => test.close());
  const browser = () => openBrowser(test.origin);
  const join = async () => {
    const input = person();
    const own = browser();
    const me = own.accept(await own.api.auth.signUp.mutate(input));
    return { input, own, me };
  };

  it('signs in at once, and the link of the mail proves the address', async () => {
    const { input, own, me } = await join();
    expect(me.user).toMatchObject({ email: input.email, emailVerified: false });
    const token = await linkFor(test, input.email, 'verify-email');
    // On another device, where nobody is signed in.
    const proved = await browser().api.registration.verifyEmail.mutate({ token });
    expect(proved).toEqual({ email: input.email });
    expect((await own.api.auth.me.query()).user?.emailVerified).toBe(true);
    await expect(browser().api.registration.verifyEmail.mutate({ token })).rejects.toMatchObject(
      over,
    );
  });
  it('says that an address has an account', async () => {
    const { input } = await join();
    await expect(browser().api.auth.signUp.mutate(input)).rejects.toMatchObject(
      refused('CONFLICT'),
    );
  });
  it('sends the link again a few times, and not once it was used', async () => {
    const { input, own } = await join();
    for (let sent = 1; sent < 5; sent += 1) await own.api.account.resendVerification.mutate();
    await expect(own.api.account.resendVerification.mutate()).rejects.toMatchObject(
      refused('RATE_LIMITED'),
    );
    const token = await linkFor(test, input.email, 'verify-email');
    await own.api.registration.verifyEmail.mutate({ token });
    await expect(own.api.account.resendVerification.mutate()).rejects.toMatchObject(
      refused('CONFLICT'),
    );
  });
  it.each([
    ['short', 'too short 1'],
    ['known from a leak', 'password1234!'],
    ['made of the own name', 'ada example engines'],
    ['repeated', 'abcabcabcabcabc'],
    ['keys in a row', 'qwertyuiopasdfgh'],
  ])('refuses a password that is %s, at its field', async (_kind, weak) => {
    await expect(
      browser().api.auth.signUp.mutate({ ...person(), password: weak }),
    ).rejects.toMatchObject({
      data: { error: 'INVALID_INPUT', fields: [{ path: 'password' }] },
    });
  });
  it.each([
    'xxx правда небо высоко',
    '    many   spaces  between words',
    '🦊🐢🪁🎻🧊🪐🌵🍞🧵🪗🧭🫖',
  ])('takes any characters: %j', async (unusual) => {
    const input = { ...person(), password: unusual };
    await browser().api.auth.signUp.mutate(input);
    const me = await browser().api.auth.signIn.mutate({ email: input.email, password: unusual });
    expect(me.user?.email).toBe(input.email);
  });
  it.each(['Ada\r\nBcc: all@example.com', 'Ada\nx', 'Ada\u2028x'])(
    '[A24] refuses a name of several lines: %j',
    async (name) => {
      await expect(browser().api.auth.signUp.mutate({ ...person(), name })).rejects.toMatchObject(
        refused('INVALID_INPUT'),
      );
    },
  );

  describe('a new password by mail', () => {
    it('[A21] [ASVS 7.4.3] replaces the old one, ends every session and its sockets’ rights, and tells', async () => {
      const { input, own } = await join();
      const { email } = input;
      await browser().api.registration.requestPasswordReset.mutate({ email });
      const token = await linkFor(test, email, 'reset-password');
      const stranger = browser();
      const reset = await stranger.api.registration.resetPassword.mutate({
        token,
        password: better,
      });
      expect(reset).toEqual({ email });
      // Signs nobody in: the second factor and the rules of workspaces stand at the sign-in.
      expect(stranger.cookies.size).toBe(0);
      expect((await own.api.auth.me.query()).user).toBeNull();
      await expect(browser().api.auth.signIn.mutate({ email, password })).rejects.toMatchObject(
        refused('WRONG_CREDENTIALS'),
      );
      const me = await browser().api.auth.signIn.mutate({ email, password: better });
      expect(me.user).toMatchObject({ email, emailVerified: true });
      await until(
        () => mailsFor(test, email),
        (mails) => mails.some(({ template }) => template === 'password-changed'),
      );
    });
    it('[ASVS 6.4.1][ASVS 6.6.2][A18] refuses a link that is null, empty, used, of another purpose, or never was', async () => {
      const { input } = await join();
      const { email } = input;
      const { api } = browser();
      await api.registration.requestPasswordReset.mutate({ email });
      await api.registration.requestPasswordReset.mutate({ email });
      const verify = await linkFor(test, email, 'verify-email');
      const reset = await linkFor(test, email, 'reset-password');
      const tokens = [null, '', undefined, [], {}, { $ne: null }, 'null', 'undefined'];
      for (const token of tokens) {
        await expect(
          api.registration.resetPassword.mutate({ token, password: better } as never),
        ).rejects.toMatchObject(refused('INVALID_INPUT'));
      }
      for (const token of [verify, 'a'.repeat(43), `${reset}x`, reset.slice(0, -1)]) {
        await expect(
          api.registration.resetPassword.mutate({ token, password: better }),
        ).rejects.toMatchObject(over);
      }
      await expect(api.registration.verifyEmail.mutate({ token: reset })).rejects.toMatchObject(
        over,
      );
      await api.registration.resetPassword.mutate({ token: reset, password: better });
      const others = (await mailsFor(test, email))
        .filter(({ template }) => template === 'reset-password')
        .map(({ props }) => String(props.path).split('#')[1] ?? '');
      expect(others).toHaveLength(2);
      for (const token of others) {
        await expect(
          api.registration.resetPassword.mutate({ token, password }),
        ).rejects.toMatchObject(over);
      }
    });
    it('[A18] refuses a link that is too old', async () => {
      const { input } = await join();
      const { email } = input;
      const { api } = browser();
      await api.registration.requestPasswordReset.mutate({ email });
      const token = await linkFor(test, email, 'reset-password');
      await ageLinks(test, 31);
      await expect(
        api.registration.resetPassword.mutate({ token, password: better }),
      ).rejects.toMatchObject(over);
    });
    it('keeps the link when the new password is too weak', async () => {
      const { input } = await join();
      const { email } = input;
      const { api } = browser();
      await api.registration.requestPasswordReset.mutate({ email });
      const token = await linkFor(test, email, 'reset-password');
      await expect(
        api.registration.resetPassword.mutate({ token, password: 'ada example engines' }),
      ).rejects.toMatchObject(refused('INVALID_INPUT'));
      await api.registration.resetPassword.mutate({ token, password: better });
    });
    it('lets one of many who use a link at once win', async () => {
      const { input } = await join();
      const { email } = input;
      const { api } = browser();
      await api.registration.requestPasswordReset.mutate({ email });
      const token = await linkFor(test, email, 'reset-password');
      const tries = await Promise.allSettled(
        Array.from({ length: 6 }, (_, index) =>
          api.registration.resetPassword.mutate({ token, password: `${better} ${index}` }),
        ),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
    it('[A23] is not used up by whoever merely opens the link', async () => {
      const { input } = await join();
      const { email } = input;
      const { api } = browser();
      await api.registration.requestPasswordReset.mutate({ email });
      const token = await linkFor(test, email, 'reset-password');
      for (const path of [
        '/app/reset-password',
        `/app/reset-password?token=${token}`,
        `/trpc/registration.resetPassword?input=${encodeURIComponent(JSON.stringify({ token, password: better }))}`,
      ]) {
        await (await fetch(`${test.origin}${path}`)).text();
      }
      await api.registration.resetPassword.mutate({ token, password: better });
    });
    it('[ASVS 2.3.2] fills nobody’s mailbox', async () => {
      const { input } = await join();
      const { email } = input;
      for (let asked = 0; asked < 6; asked += 1) {
        await browser().api.registration.requestPasswordReset.mutate({ email });
      }
      const sent = (await mailsFor(test, email)).filter(
        ({ template }) => template === 'reset-password',
      );
      expect(sent).toHaveLength(3);
    });
    it('[A63] leads to the configured origin, whatever host the request names', async () => {
      const { input } = await join();
      const { email } = input;
      const forged = openBrowser(test.origin, {
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
      });
      await forged.api.registration.requestPasswordReset.mutate({ email });
      await linkFor(test, email, 'reset-password');
      const list = await (await fetch(`${test.origin}/mailbox`)).text();
      const [, id] = /\/mailbox\/(eml_[0-9a-z]+)/.exec(list) ?? [];
      const mail = await (await fetch(`${test.origin}/mailbox/${id}`)).text();
      expect(mail).toContain(`${test.origin}/app/reset-password#`);
      expect(mail).not.toContain('evil.example');
    });
  });
});

/** Makes every open link older than it is. */
async function ageLinks(test: TestPlatform, minutes: number): Promise<void> {
  await test.platform.services.db.identity(null, (tx) =>
    tx.update(verificationTokens).set({
      expiresAt: sql`${verificationTokens.expiresAt} - ${minutes} * interval '1 minute'`,
    }),
  );
}
