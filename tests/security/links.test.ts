import { startTestPlatform, type TestPlatform } from '@platform/api/testing';
import { linkFor } from '@platform/api/testing/mailbox';
import { tenants } from '@platform/db/schema';
import { newId, uuidv7 } from '@platform/shared/ids';
import { URI } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from './support/browser.ts';
import { greet } from './support/socket.ts';

/* What links of mails can do, and what they cannot, against the whole platform. */
const password = 'violet kettle on tuesday';
const better = 'seven quiet lanterns, far off';
let test: TestPlatform;
beforeAll(async () => {
  test = await startTestPlatform();
}, 120_000);
afterAll(() => test.close());

const browser = () => new TestBrowser(test.origin);

async function newPerson() {
  const email = `${newId('user')}@example.com`;
  const own = browser();
  await own.call('auth.signUp', { name: 'Ada', email, password, workspaceName: 'Engines' });
  return { email, own, tenantId: own.workspace };
}

async function resetLink(email: string): Promise<string> {
  await browser().call('registration.requestPasswordReset', { email });
  return linkFor(test, email, 'reset-password');
}

/** A live socket of the workspace, opened with this browser's session. */
async function socketOf(of: TestBrowser, tenantId: string) {
  const headers = { cookie: of.headers().cookie ?? '', origin: test.origin };
  return (await greet(test.origin, { path: `/realtime?workspace=${tenantId}`, headers })).socket;
}

describe('a new password by mail', () => {
  it('[A21] ends every session, and their sockets within five seconds', async () => {
    const { email, own, tenantId } = await newPerson();
    const socket = await socketOf(own, tenantId);
    const token = await resetLink(email);
    const begun = performance.now();
    const reset = await browser().call('registration.resetPassword', { token, password: better });
    expect(reset.status, reset.text).toBe(200);
    await socket.next('bye');
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect((await own.query('workspaces.get')).error).toBe('UNAUTHENTICATED');
  });

  it('[A20] opens nothing: the second factor is owed at the sign-in that follows', async () => {
    const { email, own } = await newPerson();
    const started = await own.call('account.startSecondFactor');
    const totp = URI.parse((started.data as { uri: string }).uri);
    const confirmed = await own.call('account.confirmSecondFactor', { code: totp.generate() });
    expect(confirmed.status, confirmed.text).toBe(200);
    const token = await resetLink(email);
    const thief = browser();
    await thief.call('registration.resetPassword', { token, password: better });
    expect(thief.cookies.size).toBe(0);
    expect((await thief.query('account.profile')).error).toBe('UNAUTHENTICATED');
    const { me } = await thief.signIn(email, better);
    expect(me).toMatchObject({ user: null, mfaPending: true });
    expect((await thief.query('account.profile')).error).toBe('MFA_PENDING');
    expect((await thief.query('workspaces.get')).error).toBe('MFA_PENDING');
  });

  it('[A20] opens no workspace that is entered through its own provider', async () => {
    const { email } = await newPerson();
    // Of all that are there by now: the tests after this one make their own.
    await test.platform.services.db.system((tx) =>
      tx.update(tenants).set({ ssoRequiredConnectionId: uuidv7() }),
    );
    const token = await resetLink(email);
    const person = browser();
    await person.call('registration.resetPassword', { token, password: better });
    const { me } = await person.signIn(email, better);
    expect(me?.memberships).toMatchObject([{ restriction: 'sso-required' }]);
    expect((await person.query('workspaces.get')).error).toBe('SSO_REQUIRED');
  });

  it('[A23] is not set by a page of another site', async () => {
    const { email } = await newPerson();
    const token = await resetLink(email);
    const response = await fetch(`${test.origin}/trpc/registration.resetPassword`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ token, password: better }),
    });
    expect(response.status).toBe(403);
    expect((await browser().signIn(email, password)).status).toBe(200);
  });
});

describe('another password in the profile', () => {
  it('[A21] ends the other sessions, and their sockets within five seconds', async () => {
    const { email, own, tenantId } = await newPerson();
    const other = browser();
    await other.signIn(email, password);
    const socket = await socketOf(other, tenantId);
    const begun = performance.now();
    const input = { currentPassword: password, newPassword: better };
    const changed = await own.call('account.changePassword', input);
    expect(changed.status, changed.text).toBe(200);
    await socket.next('bye');
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect((await other.query('workspaces.get')).error).toBe('UNAUTHENTICATED');
    expect((await own.query('workspaces.get')).status).toBe(200);
  });

  it('[A21] [ASVS 7.2.4] gives this session another token, and the old one ends', async () => {
    const { own } = await newPerson();
    const old = own.copy();
    await own.call('account.changePassword', { currentPassword: password, newPassword: better });
    expect(own.sessionToken).not.toBe(old.sessionToken);
    expect((await old.query('account.profile')).error).toBe('UNAUTHENTICATED');
  });
});

describe('another address', () => {
  it('[A21] ends the sessions that did not ask for it, with their sockets', async () => {
    const { email, own, tenantId } = await newPerson();
    const other = browser();
    await other.signIn(email, password);
    const socket = await socketOf(other, tenantId);
    const next = `${newId('user')}@example.com`;
    await own.call('account.requestEmailChange', { email: next });
    const token = await linkFor(test, next, 'change-email');
    const begun = performance.now();
    await browser().call('registration.confirmEmailChange', { token });
    await socket.next('bye');
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect((await own.query('account.profile')).data).toMatchObject({ email: next });
  });

  it('[A18] takes no link that proves another address of the same person', async () => {
    const { email, own } = await newPerson();
    const verify = await linkFor(test, email, 'verify-email');
    const next = `${newId('user')}@example.com`;
    await own.call('account.requestEmailChange', { email: next });
    const change = await linkFor(test, next, 'change-email');
    for (const [path, token] of [
      ['registration.confirmEmailChange', verify],
      ['registration.verifyEmail', change],
    ] as const) {
      expect((await browser().call(path, { token })).error).toBe('NOT_FOUND');
    }
    await browser().call('registration.confirmEmailChange', { token: change });
    expect((await browser().call('registration.verifyEmail', { token: verify })).error).toBe(
      'NOT_FOUND',
    );
  });
});

it('[A18] [A19] no link of ours is told apart from any other by its refusal', async () => {
  const { email } = await newPerson();
  const used = await linkFor(test, email, 'verify-email');
  await browser().call('registration.verifyEmail', { token: used });
  const plain = (text: string) => text.replaceAll(/"requestId":"[^"]+"/g, '');
  const refusals = [];
  for (const token of [used, 'a'.repeat(43), 'b'.repeat(60)]) {
    const { status, text } = await browser().call('registration.verifyEmail', { token });
    refusals.push(`${status} ${plain(text)}`);
  }
  expect(new Set(refusals).size).toBe(1);
});
