import { readFile } from 'node:fs/promises';
import { startTestPlatform, type TestPlatform } from '@platform/api/testing';
import { authSessions, memberships, tenants } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, openBrowser, openPerson, type Person, pictureFailures } from './support/people.ts';

const password = 'four quiet brown owls';
const stepMs = 30_000;

/** What an authenticator app does with the secret a person typed into it. */
const appWith = (secret: string) => (steps: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * stepMs,
  });

/** A person guards their account, and a workspace asks it of everybody. */
describe('a guarded account', () => {
  let test: TestPlatform;
  let browser: Browser;
  let ada: Person;
  let page: Page;
  let codeAt: (steps: number) => string;
  let recoveryCodes: string[] = [];
  const account = { email: 'ada@acme.example', userId: '', tenantId: '' };
  let places = 0;

  beforeAll(async () => {
    // Each person comes from an address of their own, as the proxy this test is says.
    test = await startTestPlatform('embedded', { TRUSTED_PROXIES: '127.0.0.1,::1' }, 1);
    browser = await openBrowser();
    ada = await newPerson();
    page = ada.page;
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });
  pictureFailures('ada', () => ada);

  async function newPerson(): Promise<Person> {
    const person = await openPerson(browser);
    places += 1;
    await person.context.setExtraHTTPHeaders({ 'x-forwarded-for': `203.0.113.${places}` });
    return person;
  }

  async function signUp(on: Page, name: string, email: string, workspace: string) {
    await on.goto(`${test.origin}/app/sign-up`);
    await on.getByLabel('Your name').fill(name);
    await on.getByLabel('Company or team').fill(workspace);
    await on.getByLabel('E-mail').fill(email);
    await on.getByLabel('Password', { exact: true }).fill(password);
    await on.getByRole('button', { name: 'Create workspace' }).click();
    await on.getByText('0 of 5 done').waitFor();
    const me = await on.evaluate(() => fetch('/trpc/auth.me').then((answer) => answer.json()));
    const { user, memberships: all } = (me as MeAnswer).result.data;
    return { userId: user.id, tenantId: all[0]?.tenantId ?? '' };
  }

  async function signIn(on: Page, email: string, typed = password) {
    await on.goto(`${test.origin}/app/sign-in`);
    await on.getByLabel('E-mail').fill(email);
    await on.getByLabel('Password', { exact: true }).fill(typed);
    await on.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  const overview = (on: Page) => on.getByText('0 of 5 done').waitFor();
  const goToSecurity = async (on: Page) => {
    await on.goto(`${test.origin}/app/settings/security`);
    await on.getByRole('heading', { name: 'Second factor' }).waitFor();
  };

  /** As if the last proof were of this morning. */
  const letProofsAge = async () => {
    const { db, revalidate } = test.platform.services;
    const steppedUpAt = new Date(Date.now() - 60 * 60_000);
    await db.identity(null, (tx) => tx.update(authSessions).set({ steppedUpAt }));
    await revalidate(account.userId);
  };

  it('is asked once more who it is, over the form that asked for it, which goes on by itself', async () => {
    Object.assign(account, await signUp(page, 'Ada Lovelace', account.email, 'Acme'));
    await letProofsAge();
    await page.goto(`${test.origin}/app/settings/api-keys`);
    await page.getByRole('button', { name: 'Create key' }).first().click();
    const form = page.getByRole('dialog', { name: 'Create key' });
    await form.getByLabel('Name').fill('Nightly import');
    await form.getByRole('checkbox').first().click();
    await form.getByRole('button', { name: 'Create key' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await lookAt(page, 'step-up-over-a-form');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Your new key').waitFor();
  });

  it('can give it up, and nothing was done', async () => {
    await letProofsAge();
    await goToSecurity(page);
    await page.getByText('You are signed in here and nowhere else.').waitFor();
    await lookAt(page, 'security');
    await page.getByRole('button', { name: 'Set up' }).click();
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.getByLabel('Password', { exact: true }).fill('not my password');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await dialog.getByText('This password is not right').waitFor();
    await lookAt(page, 'step-up');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('You did not confirm that it is you').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    // The call was repeated by itself.
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await lookAt(page, 'second-factor-set-up');
  });

  it('gets a second factor and ten recovery codes', async () => {
    const secret = await page.locator('code[data-secret]').getAttribute('data-secret');
    codeAt = appWith(secret ?? '');
    await page.getByRole('textbox', { name: 'Code', exact: true }).fill('000000');
    await page.getByText('This code is not right').waitFor();
    await page.getByRole('textbox', { name: 'Code', exact: true }).fill(codeAt(0));
    const dialog = page.getByRole('dialog', { name: 'Save your recovery codes' });
    await dialog.waitFor();
    await lookAt(page, 'recovery-codes');
    recoveryCodes = await dialog.getByRole('listitem').allTextContents();
    expect(recoveryCodes).toHaveLength(10);
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const saved = await readFile(await (await download).path(), 'utf8');
    for (const code of recoveryCodes) expect(saved).toContain(code);
    await dialog.getByRole('button', { name: 'I have saved them' }).click();
    await page.getByText('10 of 10 left').waitFor();
    await lookAt(page, 'security-on');
  });

  it('is entered elsewhere with a code that is pasted, and with a recovery code', async () => {
    const phone = await newPerson();
    await signIn(phone.page, account.email);
    await phone.page.getByRole('heading', { name: 'One more step' }).waitFor();
    await lookAt(phone.page, 'second-factor-step');
    // A reload does not lose the step that is owed.
    await phone.page.reload();
    const code = codeAt(1);
    await phone.page
      .getByRole('textbox', { name: 'Code', exact: true })
      .fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await overview(phone.page);

    const tablet = await newPerson();
    await signIn(tablet.page, account.email);
    await tablet.page.getByRole('textbox', { name: 'Code', exact: true }).fill(code);
    await tablet.page.getByText('This code is not right').waitFor();
    await tablet.page.getByRole('button', { name: 'Use a recovery code' }).click();
    await tablet.page.getByLabel('Recovery code').fill(recoveryCodes[0]?.toLowerCase() ?? '');
    await lookAt(tablet.page, 'recovery-step');
    await tablet.page.getByRole('button', { name: 'Continue' }).click();
    await overview(tablet.page);

    await page.reload();
    await page.getByText('9 of 10 left').waitFor();
    const list = page.getByRole('list', { name: 'Where you are signed in' });
    await list.getByText('203.0.113.3').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(3);
    await lookAt(page, 'sessions');
    const row = list.getByRole('listitem').filter({ hasText: '203.0.113.2' });
    await row.getByRole('button', { name: /End the session/ }).click();
    await phone.page.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 5_000 });
    await page.getByRole('button', { name: 'End all others' }).click();
    await tablet.page.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 5_000 });
    await page.getByText('You are signed in here and nowhere else.').waitFor();
    expect([...phone.complaints, ...tablet.complaints]).toEqual([]);
    await phone.context.close();
    await tablet.context.close();
  });

  it('is asked of everybody in the workspace, who are led to it', async () => {
    const grace = await newPerson();
    const own = await signUp(grace.page, 'Grace Hopper', 'grace@acme.example', 'Compilers');
    await test.platform.services.db.system((tx) =>
      tx.insert(memberships).values({
        tenantId: account.tenantId,
        id: newId('membership'),
        userId: own.userId,
        role: 'agent',
        displayName: 'Grace Hopper',
        email: 'grace@acme.example',
      }),
    );
    await test.platform.services.revalidate(own.userId);
    await grace.page.reload();
    await grace.page.getByRole('button', { name: /Compilers/ }).click();
    await grace.page.getByRole('menuitemradio', { name: 'Acme' }).click();
    await grace.page.getByRole('button', { name: /Acme/ }).waitFor();

    await page.goto(`${test.origin}/app/settings/security-policy`);
    await page.getByText('One of 2 members has none yet.').waitFor();
    await lookAt(page, 'security-policy');
    await page.getByRole('switch').click();
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page.getByText('A second factor is asked for from now on').waitFor();

    // Without a reload: the socket is closed, and the page asks where it stands.
    const asked = grace.page.getByRole('heading', { name: 'Acme asks for a second factor' });
    await asked.waitFor({ timeout: 5_000 });
    await lookAt(grace.page, 'restricted-second-factor');
    await grace.page.getByRole('button', { name: /Acme/ }).click();
    await grace.page.getByRole('menuitemradio', { name: 'Compilers' }).click();
    await grace.page.getByText('0 of 5 done').waitFor();
    await grace.page.getByRole('button', { name: /Compilers/ }).click();
    await grace.page.getByRole('menuitemradio', { name: 'Acme' }).click();
    await asked.waitFor();
    const secret = await grace.page.locator('code[data-secret]').getAttribute('data-secret');
    await grace.page
      .getByRole('textbox', { name: 'Code', exact: true })
      .fill(appWith(secret ?? '')(0));
    await grace.page.getByRole('button', { name: 'I have saved them' }).click();
    await grace.page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(grace.complaints).toEqual([]);
    await grace.context.close();
  });

  it('is locked for whoever guesses, with the time to wait, and open for its own browser', async () => {
    const thief = await newPerson();
    await signIn(thief.page, account.email, 'wrong password 1');
    for (let guess = 2; guess <= 5; guess += 1) {
      await thief.page.getByText('E-mail or password is not right').waitFor();
      await thief.page.getByLabel('Password', { exact: true }).fill(`wrong password ${guess}`);
      const answered = thief.page.waitForResponse(/auth\.signIn/);
      await thief.page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await answered;
    }
    await thief.page.getByText(/You can try again in (1:00|\d\d) (seconds|minutes)/).waitFor();
    await lookAt(thief.page, 'sign-in-locked');
    const button = thief.page.getByRole('button', { name: 'Sign in', exact: true });
    expect(await button.isDisabled()).toBe(true);
    await thief.context.close();
    await page.reload();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
  });

  it('is told when its workspace is suspended, and can leave', async () => {
    const { db, revalidate } = test.platform.services;
    await db.system((tx) => tx.update(tenants).set({ suspendedAt: new Date() }));
    await revalidate(account.tenantId);
    // The open page leaves by itself.
    await page.getByRole('heading', { name: 'Acme is suspended' }).waitFor({ timeout: 5_000 });
    await lookAt(page, 'restricted-suspended');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(ada.complaints).toEqual([]);
  });
});

interface MeAnswer {
  result: { data: { user: { id: string }; memberships: { tenantId: string }[] } };
}
