import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { startTestPlatform, type TestPlatform, until } from '@platform/api/testing';
import { newId } from '@platform/shared/ids';
import { unzipSync } from 'fflate';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, openBrowser, openPerson, type Person, pictureFailures } from './support/people.ts';

const account = { email: 'ada@acme.example', password: 'four quiet brown owls' };
const customer = 'https://www.customer.example';

/** An owner answers an auditor: what happened, take it out, erase it, and how long it is kept. */
describe('an auditor asks', () => {
  let test: TestPlatform;
  let browser: Browser;
  let ada: Person;
  let page: Page;

  beforeAll(async () => {
    test = await startTestPlatform();
    browser = await openBrowser();
    ada = await openPerson(browser);
    page = ada.page;
  });
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });
  pictureFailures('ada', () => ada);

  const settings = async (name: string) => {
    await page.getByRole('link', { name: 'Settings', exact: true }).first().click();
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };
  const saved = async (act: () => Promise<void>): Promise<{ file: Download; bytes: Buffer }> => {
    const coming = page.waitForEvent('download');
    await act();
    const file = await coming;
    return { file, bytes: await readFile(await file.path()) };
  };

  /** A visitor of the workspace who says who they are and asks something. */
  const talk = async (widgetId: string, name: string, text: string) => {
    const { api } = await test.visit(widgetId, customer);
    await api.visitor.identify.mutate({ name, email: `${name.toLowerCase()}@example.com` });
    const { conversation } = await api.visitor.send.mutate({ clientId: newId('event'), text });
    await until(
      () => api.visitor.thread.query({ conversationId: conversation.id }),
      ({ messages }) => messages.some(({ role }) => role === 'assistant'),
    );
  };

  it('finds an empty place first', async () => {
    await page.goto(`${test.origin}/app/sign-up`);
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Company or team').fill('Acme');
    await page.getByLabel('E-mail').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByText('0 of 5 done').waitFor();
    await settings('Data');
    await page.getByText('You have asked for none yet.').waitFor();
    await lookAt(page, 'data-empty');
  });

  it('has a day behind it', async () => {
    const api = await browserClient(page, test);
    const { assistants } = await api.assistants.list.query();
    const widget = await api.widgets.create.mutate({
      name: 'Shop',
      assistantId: assistants[0]?.id ?? '',
      allowedOrigins: [customer],
    });
    await talk(widget.id, 'Grace', 'Where is my parcel?');
    await talk(widget.id, 'Alan', 'How long do refunds take?');
    await api.workspaces.update.mutate({ name: 'Acme & Sons' });
    await api.workspaces.update.mutate({ name: 'Acme' });
    const wrong = { email: account.email, password: 'not the right words' };
    await test
      .anonymous()
      .auth.signIn.mutate(wrong)
      .catch(() => 'refused');
    await test.platform.services.refusals.flush();
  });

  it('reads the log, narrows it, and opens an entry', async () => {
    await settings('Audit log');
    await page.getByText('Refused wrong credentials').waitFor();
    await lookAt(page, 'audit');
    await page.getByRole('combobox', { name: 'What' }).click();
    await page.getByRole('option', { name: 'Workspace updated' }).click();
    await page.waitForURL(/action=workspace\.updated/);
    const entries = page.getByRole('list', { name: 'Entries' }).getByRole('listitem');
    await until(
      () => entries.count(),
      (count) => count === 2,
    );
    await entries.first().getByRole('button').first().click();
    await page.getByRole('cell', { name: 'Acme & Sons' }).waitFor();
    await lookAt(page, 'audit-entry');
  });

  it('verifies the chain, and takes what is shown as a table', async () => {
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/Intact up to entry \d+/).waitFor();
    await lookAt(page, 'audit-verified');
    const { file, bytes } = await saved(() => page.getByRole('button', { name: 'CSV' }).click());
    expect(file.suggestedFilename()).toBe('audit.csv');
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('workspace.updated');
  });

  it('makes an archive and finds in it what its manifest says', async () => {
    await settings('Data');
    await page.getByRole('button', { name: 'Export the workspace' }).click();
    const row = page.getByRole('list', { name: 'Your exports' }).getByRole('listitem').first();
    await row.getByText('Ready', { exact: true }).waitFor();
    const { bytes } = await saved(() => row.getByRole('button', { name: 'Download' }).click());
    const files = unzipSync(new Uint8Array(bytes));
    const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString()) as {
      files: { path: string; sha256: string }[];
    };
    expect(manifest.files.length).toBeGreaterThan(10);
    for (const { path, sha256 } of manifest.files) {
      const content = files[path] ?? new Uint8Array();
      expect(createHash('sha256').update(content).digest('hex'), path).toBe(sha256);
    }
    expect(Buffer.from(files['messages.jsonl'] ?? []).toString()).toContain('Where is my parcel?');
  });

  it('erases a visitor from the inbox and keeps the receipt', async () => {
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Inbox' })
      .click();
    await page.getByText('Where is my parcel?').first().click();
    await page.getByRole('button', { name: 'Erase visitor' }).click();
    const dialog = page.getByRole('dialog', { name: /Erase Grace/ });
    await lookAt(page, 'erase-visitor');
    await dialog.getByRole('button', { name: 'Erase visitor' }).click();
    await page.getByRole('button', { name: 'Receipt' }).click();
    await page.getByRole('heading', { name: 'Receipt of an erasure' }).waitFor();
    await page.getByRole('row', { name: /visitors cleared 1/ }).waitFor();
    await lookAt(page, 'receipt');
    const { bytes } = await saved(() =>
      page.getByRole('button', { name: 'Save as a file' }).click(),
    );
    expect(JSON.parse(bytes.toString())).toMatchObject({ kind: 'visitor', state: 'done' });
    await page.goBack();
    await page.getByText('How long do refunds take?').first().waitFor();
    expect(await page.getByText('Where is my parcel?').count()).toBe(0);
  });

  it('is told what a rule would delete before it is saved', async () => {
    await test.platform.services.db.system((tx) =>
      tx.execute(`update conversations set last_message_at = now() - interval '100 days'`),
    );
    await settings('Data');
    await page.getByRole('combobox', { name: 'Conversations', exact: true }).click();
    await page.getByRole('option', { name: '90 days' }).click();
    await page.getByText('1 of 1 would be deleted now').waitFor();
    await lookAt(page, 'data');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'This deletes data now' });
    await dialog.getByText('1 conversation older than 90 days').waitFor();
    await lookAt(page, 'retention-confirm');
    await dialog.getByRole('button', { name: 'Save and delete' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await settings('Audit log');
    await until(
      async () => {
        await page.reload();
        // The list is there once it holds what was just done.
        await page.getByText('Data retention changed').first().waitFor();
        return page.getByText('Data retention enforced').count();
      },
      (count) => count > 0,
    );
    expect(ada.complaints).toEqual([]);
  });
});

/** The API with the session of the person's browser. */
async function browserClient(page: Page, test: TestPlatform) {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const at = (headers: Record<string, string>) =>
    test.anonymous({ cookie, origin: test.origin, ...headers });
  const me = await at({}).auth.me.query();
  return at({
    'x-csrf-token': me.csrfToken ?? '',
    'x-workspace': me.memberships[0]?.tenantId ?? '',
  });
}
