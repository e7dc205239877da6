import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, openBrowser, openPerson, type Person } from './support/people.ts';
import { PlatformProcess } from './support/platform-process.ts';

/** Somebody who has just typed `npm start`, clicks on what it printed. */
describe('a newcomer', () => {
  let platform: PlatformProcess;
  let browser: Browser;
  let me: Person;
  beforeAll(async () => {
    platform = await PlatformProcess.start();
    browser = await openBrowser();
    me = await openPerson(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
  });

  it('signs in with the account that was printed and finds the documentation taken in', async () => {
    const { page } = me;
    await page.goto(`${platform.origin}/app/`);
    await page.getByLabel('E-mail').fill(platform.ready.account?.email ?? '');
    await page.getByLabel('Password', { exact: true }).fill(platform.ready.account?.password ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Knowledge' }).first().click();
    await page.getByRole('heading', { name: 'Knowledge' }).waitFor();
    const row = page.getByRole('row', { name: /Getting started.*Ready/ });
    await row.waitFor({ timeout: 90_000 });
    expect(me.complaints).toEqual([]);
  });

  it('asks the live widget on the landing page and reads an answer with its source', async () => {
    const { page } = me;
    await page.goto(platform.origin);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const widget = page.locator('#parley');
    await widget.getByRole('textbox', { name: 'Ask a question' }).fill('How do I start Parley?');
    await page.keyboard.press('Enter');
    await widget
      .getByText(/npm start/)
      .first()
      .waitFor();
    await widget
      .getByRole('button', { name: /Source 1/ })
      .first()
      .waitFor();
    await lookAt(page, 'landing');
    expect(me.complaints).toEqual([]);
  });

  it('sees the widget on a customer’s site, which is another origin', async () => {
    const { page } = me;
    await page.goto(platform.demoSite);
    await page.evaluate(() =>
      (window as unknown as { Parley: (name: string) => void }).Parley('open'),
    );
    await page.getByRole('textbox', { name: 'Ask a question' }).waitFor();
    await lookAt(page, 'demo-site');
    expect(new URL(platform.demoSite).origin).not.toBe(platform.origin);
    expect(me.complaints).toEqual([]);
  });
});
