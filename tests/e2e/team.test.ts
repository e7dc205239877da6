import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  lookAt,
  openBrowser,
  openCustomerSite,
  openPerson,
  type Person,
  pictureFailures,
} from './support/people.ts';
import { PlatformProcess } from './support/platform-process.ts';

const handbook = `# Returns

You may return an unused item within 30 days of delivery. Refunds are paid within 5 working days.

# Plans

The monthly plan costs 12 euros. The annual plan costs 120 euros and includes phone support.
`;
const account = { email: 'ada@acme.example', password: 'four quiet brown owls' };

/** A team that has nothing yet goes from signing up to its first conversation. */
describe('a team', () => {
  let platform: PlatformProcess;
  let browser: Browser;
  let ada: Person;
  let page: Page;
  let site: Awaited<ReturnType<typeof openCustomerSite>>;
  let snippet = '';

  beforeAll(async () => {
    platform = await PlatformProcess.start({ DEMO: 'false' });
    browser = await openBrowser();
    ada = await openPerson(browser);
    page = ada.page;
    site = await openCustomerSite(() => snippet);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await platform?.close();
  });

  const goTo = (name: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();
  pictureFailures('ada', () => ada);

  it('signs up and meets the checklist', async () => {
    await page.goto(`${platform.origin}/app/`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await lookAt(page, 'sign-in');
    await page.getByRole('link', { name: 'Create a workspace' }).click();
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Company or team').fill('Acme');
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill('too short');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('must have at least 12 characters').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('0 of 5 done').waitFor();
    await lookAt(page, 'checklist');
  });

  it('uploads documents, one of which cannot be read', async () => {
    await goTo('Knowledge');
    await page.getByText('No sources yet').waitFor();
    await lookAt(page, 'knowledge-empty');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add sources' }).first().click();
    await (await chooser).setFiles([
      { name: 'handbook.md', mimeType: 'text/markdown', buffer: Buffer.from(handbook) },
      { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 broken') },
      { name: 'handbook copy.md', mimeType: 'text/markdown', buffer: Buffer.from(handbook) },
    ]);
    await page.getByRole('row', { name: /Ready/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('row', { name: /scan.*Not read/ }).waitFor();
    await page.getByText('nothing was stored twice').waitFor();
    await lookAt(page, 'knowledge');
  });

  it('tries a question and sees what would be found, and why', async () => {
    await page.getByRole('searchbox', { name: 'Question' }).fill('What does the annual plan cost?');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByText('120 euros').first().waitFor();
    await page.getByText(/Words: place 1/).waitFor();
    await lookAt(page, 'knowledge-try');
  });

  it('shapes the assistant, tries the draft and publishes it', async () => {
    await goTo('Assistants');
    await page
      .getByRole('link', { name: /assistant/ })
      .first()
      .click();
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('Robin');
    await page.getByText('Draft saved').waitFor();
    await page.getByPlaceholder('Ask as a visitor would').fill('How long do refunds take?');
    await page.keyboard.press('Enter');
    await page
      .getByText(/within 5 working days/)
      .first()
      .waitFor();
    await lookAt(page, 'assistant');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published. Visitors get it from their next question.').waitFor();
  });

  it('makes a widget and takes its snippet', async () => {
    await goTo('Widgets');
    await page.getByText('No widget yet').waitFor();
    await page.getByRole('button', { name: 'Create widget' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Shop');
    await dialog.getByLabel('Your site').fill(site.url);
    await dialog.getByRole('button', { name: 'Create widget' }).click();
    await page.getByText('Not seen yet').waitFor();
    snippet =
      (await page.locator('code').filter({ hasText: 'data-widget' }).first().textContent()) ?? '';
    expect(snippet).toContain(`${platform.origin}/widget.js`);
    await lookAt(page, 'widget-designer');
  });

  it('sees the first conversation arrive from the site', async () => {
    const visitor = await openPerson(browser);
    await visitor.page.goto(site.url);
    await visitor.page.getByRole('button', { name: /Robin|Ask|chat|Open/i }).click();
    await visitor.page
      .getByRole('textbox', { name: 'Ask a question' })
      .fill('How long may I return an item?');
    await visitor.page.keyboard.press('Enter');
    await visitor.page
      .getByText(/30 days/)
      .first()
      .waitFor();
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
    await goTo('Inbox');
    await page.getByText('How long may I return an item?').first().waitFor();
  });

  it('has done every step, and finds everything again after a restart', async () => {
    await page.goto(`${platform.origin}/app/`);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByText('Answered without a person').waitFor();
    await lookAt(page, 'overview');
    await platform.restart();
    await page.goto(`${platform.origin}/app/knowledge`);
    await page.getByRole('row', { name: /Ready/ }).waitFor();
    await goTo('Inbox');
    await page.getByText('How long may I return an item?').first().waitFor();
    await goTo('System');
    await page.getByText('PGlite, embedded').waitFor();
    await lookAt(page, 'system');
    await goTo('Settings');
    await page.getByRole('heading', { name: 'General' }).waitFor();
    await lookAt(page, 'settings');
    expect(ada.complaints).toEqual([]);
  });
});
