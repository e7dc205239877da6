import type { Browser } from 'playwright-core';
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
import { prepareWorkspace, type Workspace } from './support/workspace.ts';

const document = {
  title: 'Handbook',
  text: `# Returns

You may return an unused item within 30 days of delivery. Refunds are paid within 5 working days.

# Plans

## Monthly plans

The monthly plan costs 12 euros. Support answers monthly plans by e-mail.

## Annual plans

The annual plan costs 120 euros. Support answers annual plans by phone.
`,
};

/** A visitor on a customer's site and a support lead at the inbox, each in their own browser. */
describe('a visitor and a support lead', () => {
  let platform: PlatformProcess;
  let browser: Browser;
  let site: Awaited<ReturnType<typeof openCustomerSite>>;
  let workspace: Workspace;
  let visitor: Person;
  let lead: Person;

  beforeAll(async () => {
    platform = await PlatformProcess.start({ DEMO: 'false' });
    site = await openCustomerSite(() => workspace.snippet);
    workspace = await prepareWorkspace(platform.origin, { site: site.url, document });
    browser = await openBrowser();
    visitor = await openPerson(browser);
    lead = await openPerson(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await platform?.close();
  });
  pictureFailures('visitor', () => visitor);
  pictureFailures('lead', () => lead);

  const ask = async (text: string) => {
    const composer = visitor.page.getByRole('textbox', { name: 'Ask a question' });
    await composer.fill(text);
    await composer.press('Enter');
  };
  const openWidget = () => visitor.page.getByRole('button', { name: 'Acme assistant' }).click();
  const thread = () => visitor.page.getByRole('log');
  const leadThread = () => lead.page.getByRole('region', { name: /Conversation with/ });

  it('the lead waits at an empty inbox', async () => {
    const { page } = lead;
    await page.goto(`${platform.origin}/app/inbox`);
    await page.getByLabel('E-mail').fill(workspace.email);
    await page.getByLabel('Password', { exact: true }).fill(workspace.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Conversations will appear here').waitFor();
    await lookAt(page, 'inbox-empty');
  });

  it('the visitor asks, and opens the cited words in their place', async () => {
    const { page } = visitor;
    await page.goto(site.url);
    await openWidget();
    await page.getByText('Hello. What would you like to know?').waitFor();
    await lookAt(page, 'widget-greeting');
    await ask('What does the monthly plan cost?');
    await thread().getByText('The monthly plan costs 12 euros').waitFor();
    await page
      .getByRole('button', { name: /Source 1/ })
      .first()
      .click();
    const sheet = page.getByRole('dialog', { name: /Source 1/ });
    await sheet.locator('mark').filter({ hasText: '12 euros' }).waitFor();
    await sheet.getByText('Plans').first().waitFor();
    await lookAt(page, 'widget-excerpt');
    await page.keyboard.press('Escape');
  });

  it('a follow-up is understood', async () => {
    await ask('and for annual plans?');
    await thread().getByText('The annual plan costs 120 euros').waitFor();
    await lookAt(visitor.page, 'widget-answer');
  });

  it('the lead saw it grow, and opens the document at the cited words', async () => {
    const { page } = lead;
    await page.getByText('What does the monthly plan cost?').first().click();
    await leadThread().getByText('The annual plan costs 120 euros').waitFor();
    await page.getByRole('button', { name: 'How this answer was made' }).first().click();
    await page.getByText('Passages found').waitFor();
    await lookAt(page, 'inbox-trace');
    await page.keyboard.press('Escape');
    await leadThread()
      .getByRole('button', { name: /Source 1|source 1/ })
      .first()
      .click();
    await page.locator('mark').filter({ hasText: '12 euros' }).first().waitFor();
    await lookAt(page, 'document-reader');
    await page.goBack();
    await leadThread().waitFor();
    await lookAt(page, 'inbox-thread');
  });

  it('what the documents do not say is said to be so, and a person is offered', async () => {
    await ask('Which colour was the sofa of the first president?');
    await thread()
      .getByText('I could not find this in Acme’s documents')
      .or(thread().getByText("I could not find this in Acme's documents"))
      .first()
      .waitFor();
    await lookAt(visitor.page, 'widget-not-found');
    await visitor.page.getByRole('button', { name: 'Talk to a person' }).last().click();
    await visitor.page.getByText('You asked for a person').waitFor();
    await lead.page.getByText('Needs a person').first().waitFor();
  });

  it('the lead takes over, thinks better of it, and the visitor waits as before', async () => {
    const { page } = lead;
    await page.getByText('The visitor asked for a person').waitFor();
    await page.getByRole('button', { name: 'Take over' }).first().click();
    await page.getByText('You are answering; the AI is silent').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Grace Hopper put this before the team again').waitFor();
    await page.getByText('Needs a person').first().waitFor();
    await visitor.page.getByText('The team was told').waitFor();
    // Where the composer reaches to the edge, the news of it stands above.
    await page.setViewportSize({ width: 1024, height: 768 });
    const news = page.getByText('Put back as it was');
    const tabs = page.getByRole('tab', { name: 'Reply' });
    await expect
      .poll(async () => {
        const [above, below] = [await news.boundingBox(), await tabs.boundingBox()];
        return above && below && above.y + above.height <= below.y;
      })
      .toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('the lead takes over, replies, and the visitor sees who is speaking', async () => {
    const { page } = lead;
    await page.getByRole('button', { name: 'Take over' }).first().click();
    await page.getByText('You are answering; the AI is silent').waitFor();
    await page.getByPlaceholder('Write to the visitor').fill('Grace here: it was green.');
    await page.keyboard.press('Control+Enter');
    await thread().getByText('Grace here: it was green.').waitFor();
    // She did so once before, for a moment.
    await visitor.page.getByText('Grace Hopper joined the conversation').nth(1).waitFor();
    await ask('Thank you, Grace');
    await leadThread().getByText('Thank you, Grace').waitFor();
    await lookAt(visitor.page, 'widget-person');
    await lookAt(page, 'inbox-taken-over');
  });

  it('handed back, the AI answers again', async () => {
    await lead.page.getByRole('button', { name: 'Hand back' }).first().click();
    await visitor.page.getByText('Acme assistant is answering again').waitFor();
    await ask('How long do refunds take?');
    await thread().getByText('Refunds are paid within 5 working days').waitFor();
  });

  it('the visitor reloads and finds the conversation; offline in mid-question nothing is lost', async () => {
    const { page, context } = visitor;
    await page.reload();
    // It was open, and is again: a page that changes does not close it.
    await thread().getByText('Refunds are paid within 5 working days').waitFor();
    const terms = /within 30 days of delivery/;
    const saidBefore = await thread().getByText(terms).count();
    await context.setOffline(true);
    await ask('How many days do I have to return an item?');
    await page.getByText('Will be sent when you are back').waitFor();
    await lookAt(page, 'widget-offline');
    await page.close();
    const back = await context.newPage();
    visitor = { ...visitor, page: back };
    await context.setOffline(false);
    await back.goto(site.url);
    await back.getByRole('log').getByText(terms).nth(saidBefore).waitFor();
    const asked = back.getByRole('log').getByText('How many days do I have to return an item?');
    expect(await asked.count()).toBe(1);
    expect(visitor.complaints).toEqual([]);
  });

  it('the lead assigns, searches, resolves, and sees what went unanswered', async () => {
    const { page } = lead;
    await page.getByRole('button', { name: 'Resolve' }).first().click();
    await page.getByText('Grace Hopper resolved this').waitFor();
    await page
      .getByRole('searchbox', { name: 'Search conversations' })
      .fill('no such words anywhere');
    await page.getByText(/Nothing matches/).waitFor();
    await page.goto(`${platform.origin}/app/`);
    await page.getByText('Which colour was the sofa of the first president?').waitFor();
    await page.getByText('Sources that answer most').waitFor();
    await page
      .getByRole('link', { name: /Handbook/ })
      .first()
      .waitFor();
    await lookAt(page, 'overview');
    await page.getByRole('link', { name: 'Add a source' }).first().click();
    const question = page.getByRole('searchbox', { name: 'Question' });
    await expect.poll(() => question.inputValue()).toContain('the sofa of the first president');
  });

  it('an address that leads nowhere says so, and leads back', async () => {
    const { page } = lead;
    for (const place of ['widgets', 'assistants', 'knowledge', 'inbox']) {
      await page.goto(`${platform.origin}/app/${place}/mistyped`);
      await page.getByRole('heading', { name: 'This does not exist, or not for you' }).waitFor();
    }
    await lookAt(page, 'missing');
    await page.getByRole('link', { name: 'Back to Inbox' }).click();
    await page.getByText('Choose a conversation').waitFor();
    expect(lead.complaints).toEqual([]);
  });
});
