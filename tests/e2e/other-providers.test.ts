import { startTestPlatform, type TestPlatform } from '@platform/api/testing';
import { memberships } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outside, startOutside } from '../security/support/outside.ts';
import { lookAt, openBrowser, openPerson, type Person, pictureFailures } from './support/people.ts';

const password = 'four quiet brown owls';
const domain = 'acme.example';

/** A company brings its own sign-in along, and people theirs. */
describe('signing in with other providers', () => {
  let outside: Outside;
  let test: TestPlatform;
  let browser: Browser;
  let ada: Person;
  let page: Page;

  beforeAll(async () => {
    outside = await startOutside();
    test = await startTestPlatform('embedded', outside.variables);
    outside.idp.allow(`${test.origin}/app/sign-in/return`);
    outside.idp.add({
      sub: 'grace',
      name: 'Grace',
      email: `grace@${domain}`,
      email_verified: true,
    });
    outside.idp.add({ sub: 'heidi', name: 'Heidi', email: `heidi@${domain}` });
    outside.idp.add({
      sub: 'ivan',
      name: 'Ivan',
      email: 'ivan@elsewhere.example',
      email_verified: true,
    });
    browser = await openBrowser();
    ada = await openPerson(browser);
    page = ada.page;
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
    await outside?.close();
  });
  pictureFailures('ada', () => ada);

  const settings = async (on: Page, name: string) => {
    const slug = name.toLowerCase().replaceAll(' ', '-');
    await on.goto(`${test.origin}/app/settings/${slug}`);
    await on.getByRole('heading', { name, level: 1 }).waitFor();
  };
  const button = (on: Page, name: string) => on.getByRole('button', { name, exact: true });
  /** As if they had been invited. */
  const joinAcme = async (email: string) => {
    const { db, revalidate } = test.platform.services;
    const rows = await db.system((tx) => tx.select().from(memberships));
    const [mine, theirs] = ['ada@acme.example', email].map((each) =>
      rows.find((row) => row.email === each),
    );
    if (mine === undefined || theirs === undefined) throw new Error('There is no such member.');
    const { tenantId } = mine;
    await db.system((tx) =>
      tx.insert(memberships).values({
        ...theirs,
        tenantId,
        id: newId('membership'),
        role: 'agent',
        createdAt: new Date(),
      }),
    );
    await revalidate(theirs.userId);
  };
  /** Whoever has an account at GitHub, as GitHub tells of them. */
  const atGithub = (email: string, verified: boolean) => ({
    user: { id: email.length * 7_919, login: 'ada', name: 'Ada Lovelace' },
    emails: [{ email, primary: true, verified, visibility: 'private' }],
  });

  it('signs up with a password, and sees the other ways in', async () => {
    await page.goto(`${test.origin}/app/sign-in`);
    await button(page, 'Continue with Google').waitFor();
    await button(page, 'Continue with Microsoft').waitFor();
    await button(page, 'Continue with GitHub').waitFor();
    await lookAt(page, 'sign-in-providers');
    await page.goto(`${test.origin}/app/sign-up`);
    await button(page, 'Continue with Google').waitFor();
    await lookAt(page, 'sign-up-providers');
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Company or team').fill('Acme');
    await page.getByLabel('E-mail').fill('ada@acme.example');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await button(page, 'Create workspace').click();
    await page.getByText('0 of 5 done').waitFor();
  });

  it('sets the company’s provider up, proves its domain and tries it', async () => {
    await settings(page, 'Single sign-on');
    await page.getByLabel('Issuer').waitFor();
    await lookAt(page, 'sso-empty');
    await page.getByLabel('Issuer').fill(outside.idp.issuer);
    await page.getByLabel('Client ID').fill(outside.idp.clientId);
    await page.getByLabel('Client secret').fill(outside.idp.clientSecret);
    await page.getByLabel('E-mail domain').fill(domain);
    await button(page, 'Save').click();
    await page.getByText('Provider saved').waitFor();
    await button(page, 'Check the record').click();
    await page.getByText(/The record was not found at acme\.example/).waitFor();
    const record = await page.getByText(/^parley-verification=/).textContent();
    outside.dns.records.set(domain, ['v=spf1 -all', record ?? '']);
    await lookAt(page, 'sso-domain');
    await button(page, 'Check the record').click();
    await page.getByText('acme.example is verified').waitFor();
    await button(page, 'Test the provider').click();
    await button(page, 'Sign in as Heidi').click();
    await page
      .getByText('The provider does not say that heidi@acme.example is confirmed')
      .waitFor();
    await lookAt(page, 'sso-tested');
    // Its address bar holds nothing of what the provider sent.
    expect(new URL(page.url()).search).toBe('');
    expect(await page.content()).not.toContain(outside.idp.clientSecret);
  });

  it('a colleague comes in through it and is in the workspace', async () => {
    const grace = await openPerson(browser);
    await grace.page.goto(`${test.origin}/app/knowledge`);
    await grace.page.getByRole('link', { name: 'Continue with single sign-on' }).click();
    await grace.page.getByLabel('Work e-mail').fill('grace@unknown.example');
    await button(grace.page, 'Continue').click();
    await grace.page.getByText('Single sign-on is not set up for unknown.example.').waitFor();
    await lookAt(grace.page, 'sign-in-sso');
    await grace.page.getByLabel('Work e-mail').fill(`grace@${domain}`);
    await button(grace.page, 'Continue').click();
    await button(grace.page, 'Sign in as Grace').click();
    // Back where she wanted to go, in the workspace whose provider it is.
    await grace.page.getByText('No sources yet').waitFor();
    await grace.page.getByText('Acme').first().waitFor();
    expect(grace.complaints).toEqual([]);
    await grace.context.close();
  });

  it('who says no there, or is of another domain, is told so and not signed in', async () => {
    const ivan = await openPerson(browser);
    for (const [press, words] of [
      ['Cancel', /You were not signed in at acme\.example/],
      ['Sign in as Ivan', /an address of another domain/],
      ['Sign in as Heidi', /does not say that your address is confirmed/],
    ] as const) {
      await ivan.context.clearCookies();
      await ivan.page.goto(`${test.origin}/app/sign-in/sso`);
      await ivan.page.getByLabel('Work e-mail').fill(`ivan@${domain}`);
      await button(ivan.page, 'Continue').click();
      await button(ivan.page, press).click();
      await ivan.page.getByText(words).waitFor();
    }
    await lookAt(ivan.page, 'sign-in-refused');
    await ivan.page.getByRole('link', { name: 'Back to sign-in' }).click();
    await ivan.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await ivan.context.close();
  });

  it('an answer from another browser signs nobody in', async () => {
    const mallory = await openPerson(browser);
    await mallory.page.goto(`${test.origin}/app/sign-in/return?code=${newId('event')}&state=x`);
    await mallory.page.getByText(/began in another browser/).waitFor();
    await mallory.context.close();
  });

  it('links an account elsewhere, and signs in with it', async () => {
    await settings(page, 'Linked accounts');
    await page.getByText('No account is linked yet').waitFor();
    await lookAt(page, 'linked-accounts-empty');
    outside.vendor.signedIn = atGithub('ada@home.example', false);
    await button(page, 'Link GitHub').click();
    await page.getByText('ada@home.example').waitFor();
    await lookAt(page, 'linked-accounts');
    const elsewhere = await openPerson(browser);
    await elsewhere.page.goto(`${test.origin}/app/sign-in`);
    await button(elsewhere.page, 'Continue with GitHub').click();
    await elsewhere.page.getByText('0 of 5 done').waitFor();
    await elsewhere.context.close();
    await button(page, 'Unlink GitHub').click();
    await page.getByText('No account is linked yet').waitFor();
  });

  it('[A22] an address that is proved on one side alone links nothing', async () => {
    const twin = await openPerson(browser);
    // Proved at GitHub, but Ada has not confirmed hers here.
    outside.vendor.signedIn = atGithub('ada@acme.example', true);
    await twin.page.goto(`${test.origin}/app/sign-in`);
    await button(twin.page, 'Continue with GitHub').click();
    await twin.page.getByText(/has not confirmed its address yet/).waitFor();
    // Not proved at GitHub.
    outside.vendor.signedIn = atGithub('ada@acme.example', false);
    await twin.page.goto(`${test.origin}/app/sign-in`);
    await button(twin.page, 'Continue with GitHub').click();
    await twin.page.getByText(/does not say that your address is confirmed/).waitFor();
    await twin.context.close();
  });

  it('adds a source from the web', async () => {
    await page.goto(`${test.origin}/app/knowledge`);
    await button(page, 'Add from the web').first().click();
    await page.getByLabel('Web address').fill(`http://127.0.0.1:${new URL(test.origin).port}/`);
    await button(page, 'Add source').click();
    await page.getByText('This address cannot be a source').waitFor();
    await lookAt(page, 'knowledge-add-address');
    await page.getByLabel('Web address').fill(outside.pageUrl('returns'));
    await button(page, 'Add source').click();
    await page.getByRole('row', { name: /Ready/ }).waitFor({ timeout: 60_000 });
  });

  it('[A20] makes it mandatory: members leave at once, and one owner keeps a key', async () => {
    // A member who is in with a password, looking at the inbox.
    const bob = await openPerson(browser);
    await bob.page.goto(`${test.origin}/app/sign-up`);
    await bob.page.getByLabel('Your name').fill('Bob');
    await bob.page.getByLabel('Company or team').fill('Own');
    await bob.page.getByLabel('E-mail').fill(`bob@${domain}`);
    await bob.page.getByLabel('Password', { exact: true }).fill(password);
    await button(bob.page, 'Create workspace').click();
    await bob.page.getByText('0 of 5 done').waitFor();
    await joinAcme(`bob@${domain}`);
    await bob.page.reload();
    await bob.page.getByRole('button', { name: /Own/ }).first().click();
    await bob.page.getByRole('menuitemradio', { name: 'Acme' }).click();
    await bob.page.goto(`${test.origin}/app/inbox`);
    await bob.page.getByText('Acme').first().waitFor();
    await settings(page, 'Single sign-on');
    await button(page, 'Make mandatory').waitFor();
    const grace = await openPerson(browser);
    await grace.page.goto(`${test.origin}/app/sign-in/sso`);
    await grace.page.getByLabel('Work e-mail').fill(`grace@${domain}`);
    await button(grace.page, 'Continue').click();
    await button(grace.page, 'Sign in as Grace').click();
    await grace.page.getByText('Acme').first().waitFor();
    await button(page, 'Make mandatory').click();
    await lookAt(page, 'sso-ask');
    await page.getByRole('dialog').getByRole('button', { name: 'Make mandatory' }).click();
    await page.getByText('Single sign-on is mandatory').waitFor();
    await page.getByText('Ada Lovelace keeps another way in').waitFor();
    await lookAt(page, 'sso-mandatory');
    await bob.page.getByRole('heading', { name: /entered through its own sign-in/ }).waitFor();
    await lookAt(bob.page, 'restricted-sso');

    await bob.context.close();
    // She came through it, and he who keeps the key is in with a password.
    await grace.page.reload();
    await grace.page.getByText('Acme').first().waitFor();
    await page.goto(`${test.origin}/app/`);
    await page.getByText(/of 5 done/).waitFor();
    expect(ada.complaints).toEqual([]);
    await grace.context.close();
  });
});
