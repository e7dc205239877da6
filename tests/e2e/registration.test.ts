import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, openBrowser, openPerson, type Person, pictureFailures } from './support/people.ts';
import { PlatformProcess } from './support/platform-process.ts';

const plain = { DEMO: 'false', EMBEDDINGS: 'off' };
const password = 'violet kettle on tuesday';
const better = 'seven quiet lanterns, far off';

/** The newest mail with this subject, opened in the mailbox page. */
async function openMail(page: Page, origin: string, subject: string): Promise<void> {
  const link = page.getByRole('link', { name: subject }).first();
  await expect
    .poll(
      async () => {
        await page.goto(`${origin}/mailbox`);
        return link.count();
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  await link.click();
  await page.getByRole('heading', { name: subject, level: 1 }).waitFor();
}

/** Follows the link in the text of the mail that is open. */
const followLink = (page: Page) => page.locator('pre a').first().click();

async function signUp(page: Page, origin: string, person: { name: string; email: string }) {
  await page.goto(`${origin}/app/sign-up`);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Company or team').fill('Engines');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create workspace' }).click();
}

async function signIn(page: Page, email: string, secret: string) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describe('a person on a laptop', () => {
  let platform: PlatformProcess;
  let browser: Browser;
  let me: Person;
  beforeAll(async () => {
    platform = await PlatformProcess.start(plain);
    browser = await openBrowser();
    me = await openPerson(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
  });
  pictureFailures('ada', () => me);
  const email = 'ada@example.com';
  const next = 'ada.king@example.com';

  it('is told about the mailbox at start', () => {
    expect(platform.ready.urls.find(({ label }) => label === 'Mailbox')?.url).toBe(
      `${platform.origin}/mailbox`,
    );
  });
  it('sees while typing how hard a password is to guess, and is refused an easy one', async () => {
    const { page } = me;
    await page.goto(`${platform.origin}/app/sign-up`);
    await page.getByText('At least 12 characters. A few unrelated words are good.').waitFor();
    await page.getByLabel('Your name').fill('Ada Example');
    await page.getByLabel('Company or team').fill('Engines');
    await page.getByLabel('E-mail').fill(email);
    const field = page.getByLabel('Password', { exact: true });
    await field.fill('short');
    await page.getByText('7 more characters').waitFor();
    await field.fill('password1234!');
    await page.getByText('Known from a leak of another site').waitFor();
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('is known from a leak of another site').waitFor();
    await lookAt(page, 'sign-up-refused');
    await field.fill('ada example engines');
    await page.getByText('Made of your name, address or company').waitFor();
    await field.fill(password);
    await page.getByText('Very good').waitFor();
    await page.getByRole('button', { name: 'Show password' }).click();
    await lookAt(page, 'sign-up');
    expect(me.complaints).toEqual([]);
  });
  it('is in at once, and confirms the address by the link in the mailbox', async () => {
    const { page } = me;
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('Confirm your address').waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await lookAt(page, 'unproved');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('A new link is on its way').waitFor();
    await page.goto(`${platform.origin}/mailbox`);
    await page.getByText('For development').waitFor();
    await lookAt(page, 'mailbox');
    await openMail(page, platform.origin, 'Confirm your e-mail address');
    const frame = page.frameLocator('iframe');
    await frame.getByRole('link', { name: 'Confirm address' }).waitFor();
    await page.screenshot({ path: 'test-results/screens/mailbox-message-frame.png' });
    // Axe waits for scripts in the frame, which has none by design.
    await page.locator('iframe').evaluate((each) => each.remove());
    await lookAt(page, 'mailbox-message');
    await followLink(page);
    await page.getByRole('button', { name: 'Confirm address' }).waitFor();
    expect(page.url()).not.toContain('#');
    await lookAt(page, 'verify-email');
    await page.getByRole('button', { name: 'Confirm address' }).click();
    await page.getByText(`${email} belongs to your account.`).waitFor();
    await page.getByRole('link', { name: 'Go to the dashboard' }).click();
    await page.getByRole('link', { name: 'Knowledge' }).first().waitFor();
    expect(await page.getByText('Confirm your address').count()).toBe(0);
    expect(me.complaints).toEqual([]);
  });
  it('is told that a link was used', async () => {
    const { page } = me;
    await openMail(page, platform.origin, 'Confirm your e-mail address');
    await followLink(page);
    await page.getByRole('button', { name: 'Confirm address' }).click();
    await page.getByText('This link does not work any more').waitFor();
    await lookAt(page, 'link-over');
    await page.goto(`${platform.origin}/app/reset-password`);
    await page.getByText('This link is not complete').waitFor();
  });
  it('chooses a new password by mail, and signs in with it', async () => {
    const { page } = me;
    const other = await openPerson(browser);
    await other.page.goto(`${platform.origin}/app/sign-in`);
    await other.page.getByRole('link', { name: 'Forgot your password?' }).click();
    await lookAt(other.page, 'forgot-password');
    await other.page.getByLabel('E-mail').fill(email);
    await other.page.getByRole('button', { name: 'Send the link' }).click();
    await other.page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    await lookAt(other.page, 'check-mail');
    await openMail(other.page, platform.origin, 'Choose a new password');
    await followLink(other.page);
    await other.page.getByLabel('New password').fill('qwertyuiopasdfgh');
    await other.page.getByRole('button', { name: 'Set the password' }).click();
    await other.page.getByText('is made of very common words').waitFor();
    await lookAt(other.page, 'reset-password');
    await other.page.getByLabel('New password').fill(better);
    await other.page.getByRole('button', { name: 'Set the password' }).click();
    await other.page.getByText('The password is changed').waitFor();
    await lookAt(other.page, 'reset-done');
    await other.page.getByRole('link', { name: 'Go to sign-in' }).click();
    await signIn(other.page, email, password);
    await other.page.getByText('E-mail or password is not right').waitFor();
    await other.page.getByLabel('Password', { exact: true }).fill(better);
    await other.page.getByRole('button', { name: 'Sign in' }).click();
    await other.page.getByRole('link', { name: 'Knowledge' }).first().waitFor();
    expect(other.complaints).toEqual([]);
    // The first browser was signed out by it.
    await page.goto(`${platform.origin}/app/`);
    await signIn(page, email, better);
    await page.getByRole('link', { name: 'Knowledge' }).first().waitFor();
    await other.context.close();
  });
  it('changes name, address and password in the profile', async () => {
    const { page } = me;
    await page.goto(`${platform.origin}/app/settings/profile`);
    await page.getByLabel('Name', { exact: true }).fill('Ada King');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Name saved').waitFor();
    await page.getByText('Confirmed', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByLabel('New address').fill(next);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText(`A link is on its way to ${next}`).waitFor();
    await lookAt(page, 'profile');
    await openMail(page, platform.origin, 'Confirm your new e-mail address');
    await followLink(page);
    await page.getByRole('button', { name: 'Use this address' }).click();
    await page.getByText(`Sign in with ${next} from now on.`).waitFor();
    await openMail(page, platform.origin, 'The e-mail address of your account was changed');
    await page.goto(`${platform.origin}/app/settings/profile`);
    await page.getByText(next).first().waitFor();
    await page.getByLabel('Old password').fill('not the old one');
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('This password is not right').waitFor();
    await lookAt(page, 'profile-wrong-password');
    await page.getByLabel('Old password').fill(better);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Password changed').waitFor();
    expect(me.complaints).toEqual([]);
  });
});

describe('a person where addresses are proved first', () => {
  let platform: PlatformProcess;
  let browser: Browser;
  let me: Person;
  beforeAll(async () => {
    platform = await PlatformProcess.start({ ...plain, EMAIL_VERIFICATION: 'required' });
    browser = await openBrowser();
    me = await openPerson(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
  });
  pictureFailures('eve', () => me);
  const email = 'eve@example.com';

  it('is sent to the mailbox by the sign-up, and waits there', async () => {
    const { page } = me;
    await signUp(page, platform.origin, { name: 'Eve', email });
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    await page.getByText(`We have sent a link to ${email}`).waitFor();
    await page.goto(`${platform.origin}/app/sign-in`);
    await signIn(page, email, password);
    await page.getByRole('button', { name: 'Send again' }).waitFor();
    await lookAt(page, 'unproved-restricted');
  });
  it('is in once the link was used, and a second sign-up with the address changes nothing', async () => {
    const { page } = me;
    await openMail(page, platform.origin, 'Confirm your e-mail address');
    await followLink(page);
    await page.getByRole('button', { name: 'Confirm address' }).click();
    await page.getByRole('link', { name: 'Go to the dashboard' }).click();
    await page.getByRole('link', { name: 'Knowledge' }).first().waitFor();
    const stranger = await openPerson(browser);
    await signUp(stranger.page, platform.origin, { name: 'Mallory', email });
    await stranger.page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    await openMail(stranger.page, platform.origin, 'You have an account already');
    await stranger.context.close();
    expect(me.complaints).toEqual([]);
  });
});

it('a person who comes where sign-up is closed is told so', async () => {
  const platform = await PlatformProcess.start({ ...plain, SIGN_UP: 'closed' });
  const browser = await openBrowser();
  const { page } = await openPerson(browser);
  await page.goto(`${platform.origin}/app/sign-up`);
  await page.getByRole('heading', { name: 'Accounts come by invitation' }).waitFor();
  await page.getByRole('link', { name: 'Go to sign-in' }).waitFor();
  await browser.close();
  await platform.close();
});
