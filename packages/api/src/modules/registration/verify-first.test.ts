import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMails } from '../../mail/mail.queries.ts';
import { openBrowser } from '../../testing/browser.ts';
import { startTestPlatform, type TestPlatform, until } from '../../testing/index.ts';
import { type SmtpInbox, startSmtpInbox } from '../../testing/smtp-inbox.ts';

const password = 'violet kettle on tuesday';
const person = (email = `${newId('user')}@example.com`) => ({
  name: 'Ada Example',
  email,
  password,
  workspaceName: 'Engines',
});
const refused = (code: string) => ({ data: { error: code } });

describe('registration where a mail server is set', () => {
  let test: TestPlatform;
  let inbox: SmtpInbox;
  beforeAll(async () => {
    inbox = await startSmtpInbox();
    test = await startTestPlatform('embedded', {
      SMTP_URL: inbox.url,
      MAIL_FROM: 'Parley <parley@example.com>',
    });
  });
  afterAll(async () => {
    await test.close();
    await inbox.close();
  });
  const browser = () => openBrowser(test.origin);
  const mailTo = (email: string, subject: string) =>
    until(
      async () =>
        inbox.mails.find(({ to, content }) => to.includes(email) && content.includes(subject)),
      (found) => found !== undefined,
    );
  const tokenFor = async (email: string, subject: string, page: string) => {
    const mail = await mailTo(email, subject);
    const [, token = ''] = new RegExp(`${page}#([\\w-]{43})`).exec(mail?.content ?? '') ?? [];
    return token;
  };

  it('lets nobody in before the link of the mail was used', async () => {
    const input = person();
    const own = browser();
    const me = await own.api.auth.signUp.mutate(input);
    expect(me).toEqual({ user: null, mfaPending: false, memberships: [], csrfToken: null });
    expect(own.cookies.size).toBe(0);
    const { email } = input;
    const early = browser();
    const waiting = early.accept(await early.api.auth.signIn.mutate({ email, password }));
    expect(waiting.memberships).toMatchObject([{ restriction: 'email-unverified' }]);
    await expect(early.api.workspaces.get.query()).rejects.toMatchObject(
      refused('EMAIL_UNVERIFIED'),
    );
    const token = await tokenFor(email, 'Confirm your e-mail address', 'verify-email');
    await browser().api.registration.verifyEmail.mutate({ token });
    expect((await early.api.workspaces.get.query()).name).toBe('Engines');
  });
  it('[A19] answers a new address and one that has an account with the same bytes', async () => {
    const input = person();
    const first = browser();
    await first.api.auth.signUp.mutate(input);
    const second = browser();
    await second.api.auth.signUp.mutate({ ...input, password: 'another good long phrase' });
    expect(second.answers).toEqual(first.answers);
    expect(second.cookies).toEqual(first.cookies);
    await mailTo(input.email, 'You have an account already');
    // The password of the second try opens nothing.
    await expect(
      browser().api.auth.signIn.mutate({
        email: input.email,
        password: 'another good long phrase',
      }),
    ).rejects.toMatchObject(refused('WRONG_CREDENTIALS'));
  });
  it('[A19] takes as long for a new address as for one that has an account', async () => {
    const input = person();
    const timed = async (work: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await work();
      return performance.now() - startedAt;
    };
    const { api } = browser();
    await api.auth.signUp.mutate(input);
    const steps = { fresh: [] as number[], known: [] as number[], reset: [] as number[] };
    const nobody: number[] = [];
    const least = (times: readonly number[]) => Math.min(...times);
    // The least of some tries: what else the machine does makes single ones late.
    const isAlike = () =>
      Math.abs(least(steps.fresh) - least(steps.known)) < 100 &&
      Math.abs(least(steps.reset) - least(nobody)) < 100;
    for (let round = 0; round < 12 && !(round > 2 && isAlike()); round += 1) {
      steps.fresh.push(await timed(() => api.auth.signUp.mutate(person())));
      steps.known.push(await timed(() => api.auth.signUp.mutate(input)));
      const { email } = input;
      steps.reset.push(await timed(() => api.registration.requestPasswordReset.mutate({ email })));
      nobody.push(
        await timed(() =>
          api.registration.requestPasswordReset.mutate({ email: `${newId('user')}@example.com` }),
        ),
      );
    }
    // Each answers on a step of a quarter of a second, which hides what differs in the work.
    expect(isAlike(), JSON.stringify({ ...steps, nobody })).toBe(true);
    expect(least(nobody)).toBeGreaterThan(200);
  }, 120_000);
  it('[A19] answers a request for a new password the same for everybody', async () => {
    const input = person();
    await browser().api.auth.signUp.mutate(input);
    const known = browser();
    await known.api.registration.requestPasswordReset.mutate({ email: input.email });
    const unknown = browser();
    await unknown.api.registration.requestPasswordReset.mutate({ email: 'nobody@example.com' });
    expect(unknown.answers).toEqual(known.answers);
    await mailTo(input.email, 'Choose a new password');
    expect(inbox.mails.some(({ to }) => to.includes('nobody@example.com'))).toBe(false);
  });
  it('[ASVS 1.3.11][A24] sends to one recipient, whatever the address holds', async () => {
    for (const email of [
      'ada@example.com,eve@example.com',
      'ada@example.com\r\nBcc: eve@example.com',
      'ada@example.com eve@example.com',
      'Ada <ada@example.com>',
    ]) {
      await expect(browser().api.auth.signUp.mutate(person(email))).rejects.toMatchObject(
        refused('INVALID_INPUT'),
      );
      await expect(
        browser().api.registration.requestPasswordReset.mutate({ email }),
      ).rejects.toMatchObject(refused('INVALID_INPUT'));
    }
    expect(inbox.mails.every(({ to }) => to.length === 1)).toBe(true);
    expect(inbox.mails.some(({ to }) => to.includes('eve@example.com'))).toBe(false);
  });
  it('[A63] mails links of the configured origin for a request that names another host', async () => {
    const input = person();
    const forged = openBrowser(test.origin, { 'x-forwarded-host': 'evil.example' });
    await forged.api.auth.signUp.mutate(input);
    const mail = await mailTo(input.email, 'Confirm your e-mail address');
    expect(mail?.content).toContain(`${test.origin}/app/verify-email#`);
    expect(mail?.content).not.toContain('evil.example');
  });
  it('answers although the mail server refuses, and the mail waits', async () => {
    inbox.refuseWith({ code: 421, message: 'Away' });
    const input = person();
    await browser().api.auth.signUp.mutate(input);
    const waiting = await until(
      async () =>
        (await listMails(test.platform.services.db, 100)).find(
          ({ recipient }) => recipient === input.email,
        ),
      (mail) => mail?.failure != null,
    );
    expect(waiting).toMatchObject({ state: 'queued', attempts: 1 });
    inbox.refuseWith(null);
  });
  it('[ASVS 13.4.2] has no mailbox page', async () => {
    expect((await fetch(`${test.origin}/mailbox`)).status).toBe(404);
  });
});

it('an SMTP_URL where nothing answers is an error at start that names it', async () => {
  await expect(
    startTestPlatform('embedded', {
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'parley@example.com',
    }),
  ).rejects.toThrow(/^SMTP_URL: /);
});

it('makes no accounts where sign-up is closed', async () => {
  const test = await startTestPlatform('embedded', { SIGN_UP: 'closed' });
  const { api } = openBrowser(test.origin);
  expect(await api.registration.rules.query()).toEqual({
    signUp: 'closed',
    verifyFirst: false,
    mailbox: true,
  });
  await expect(api.auth.signUp.mutate(person())).rejects.toMatchObject(refused('FORBIDDEN'));
  await test.close();
});
