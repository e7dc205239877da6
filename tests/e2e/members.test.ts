import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, openBrowser, openPerson, type Person, pictureFailures } from './support/people.ts';
import { PlatformProcess } from './support/platform-process.ts';

const password = 'violet kettle on tuesday';

/** A workspace gets a second person, and then a program; both lose their rights again. */
describe('a team that grows', () => {
  let platform: PlatformProcess;
  let browser: Browser;
  let ada: Person;
  let bob: Person;
  let key = '';
  beforeAll(async () => {
    platform = await PlatformProcess.start({ DEMO: 'false', EMBEDDINGS: 'off' });
    browser = await openBrowser();
    ada = await openPerson(browser);
    bob = await openPerson(browser);
  });
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
  });
  pictureFailures('ada', () => ada);
  pictureFailures('bob', () => bob);

  const open = (page: Page, place: string) => page.goto(`${platform.origin}/app${place}`);
  const rowOf = (page: Page, list: string, name: string) =>
    page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: name });
  const choose = async (page: Page, label: string, option: string) => {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };

  it('the first person has a workspace, and cannot leave it without an owner', async () => {
    const { page } = ada;
    await open(page, '/sign-up');
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Company or team').fill('Engines');
    await page.getByLabel('E-mail').fill('ada@engines.example');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    await open(page, '/settings/team');
    await rowOf(page, 'Members', 'Ada Lovelace').getByText('Owner').waitFor();
    await page.getByText('You are its last owner').waitFor();
    expect(await page.getByRole('button', { name: 'Leave workspace' }).isDisabled()).toBe(true);
    await lookAt(page, 'team-alone');
  });

  it('invites a colleague by mail', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Invite people' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('bob@engines.example');
    await lookAt(page, 'team-invite');
    await dialog.getByRole('button', { name: 'Send invitation' }).click();
    await page.getByText('Invitation sent to bob@engines.example').waitFor();
    await rowOf(page, 'Invitations', 'bob@engines.example').getByText('Waiting').waitFor();
  });

  it('and another one by link, which is shown once', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Invite people' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'By link' }).click();
    await dialog.getByLabel('How many people may use it').fill('5');
    await dialog.getByRole('button', { name: 'Make link' }).click();
    const link = page.getByRole('textbox', { name: 'Link' });
    expect(await link.inputValue()).toContain(`${platform.origin}/app/invitation#`);
    await lookAt(page, 'team-invite-link');
    await page.getByRole('button', { name: 'Done' }).click();
    await rowOf(page, 'Invitations', 'Link for 5 people')
      .getByRole('button', { name: 'Withdraw' })
      .click();
    await page.getByText('Invitation withdrawn').waitFor();
    await lookAt(page, 'team');
  });

  it('the colleague follows the mail, signs up on the way, and is in', async () => {
    const { page } = bob;
    const subject = page.getByRole('link', { name: /Engines/ }).first();
    await expect
      .poll(
        async () => {
          await page.goto(`${platform.origin}/mailbox`);
          return subject.count();
        },
        { timeout: 15_000 },
      )
      .toBeGreaterThan(0);
    await subject.click();
    await page.locator('pre a').first().click();
    await page.getByRole('heading', { name: 'Join Engines' }).waitFor();
    expect(page.url()).not.toContain('#');
    await page.getByLabel('Your name').fill('Bob Byron');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('bob@engines.example');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await lookAt(page, 'join-new');
    await page.getByRole('button', { name: 'Create account and join' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    // The owner's open page shows it without being asked.
    await rowOf(ada.page, 'Members', 'Bob Byron').waitFor();
    await rowOf(ada.page, 'Invitations', 'bob@engines.example').getByText('Accepted').waitFor();
  });

  it('a change of role is seen live in the other browser', async () => {
    const { page } = bob;
    await open(page, '/settings/team');
    await rowOf(page, 'Members', 'Bob Byron').getByText('Agent').waitFor();
    expect(await page.getByRole('button', { name: 'Invite people' }).count()).toBe(0);
    await choose(ada.page, 'Role of Bob Byron', 'Admin');
    await ada.page.getByText('Bob Byron is now Admin').waitFor();
    await page.getByRole('button', { name: 'Invite people' }).waitFor();
    await page.getByRole('link', { name: 'API keys' }).waitFor();
    // What the new role allows goes through at once, in the session that is open.
    await page
      .getByRole('combobox', { name: 'Role of Bob Byron' })
      .filter({ hasText: 'Admin' })
      .waitFor();
    await choose(page, 'Role of Bob Byron', 'Agent');
    await expect
      .poll(() => page.getByRole('button', { name: 'Invite people' }).count(), { timeout: 15_000 })
      .toBe(0);
  });

  it('the page of roles says who may what', async () => {
    const { page } = ada;
    await open(page, '/settings/roles');
    const row = page.getByRole('row', { name: /Invite people, change roles/ });
    await row.getByText('Admin may: Invite people').waitFor({ state: 'attached' });
    await row.getByText('Agent may not: Invite people').waitFor({ state: 'attached' });
    await lookAt(page, 'roles');
  });

  it('a key is made, shown once, and used by a program', async () => {
    const { page } = ada;
    await open(page, '/settings/api-keys');
    await page.getByText('No key yet').waitFor();
    await lookAt(page, 'api-keys-empty');
    await page.getByRole('button', { name: 'Create key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Nightly import');
    await dialog.getByRole('checkbox', { name: /knowledge\.read/ }).click();
    await lookAt(page, 'api-keys-create');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    key = await page.getByRole('textbox', { name: 'Key' }).inputValue();
    expect(key).toMatch(/^sk_[0-9A-Za-z]{38}$/);
    await lookAt(page, 'api-keys-shown');
    await page.getByRole('button', { name: 'I have it' }).click();
    await rowOf(page, 'API keys', 'Nightly import').getByText('never used').waitFor();
    const asProgram = (path: string) =>
      fetch(`${platform.origin}/trpc/${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asProgram('knowledge.list?input={}')).status).toBe(200);
    expect((await asProgram('widgets.list')).status).toBe(403);
    await page.reload();
    await rowOf(page, 'API keys', 'Nightly import').getByText('last used').waitFor();
    await lookAt(page, 'api-keys');
  });

  it('rotated, both work; revoked, it does not', async () => {
    const { page } = ada;
    const row = rowOf(page, 'API keys', 'Nightly import');
    await row.getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('button', { name: 'I have it' }).click();
    const old = row.filter({ hasText: 'Being replaced' });
    const list = () =>
      fetch(`${platform.origin}/trpc/knowledge.list?input={}`, {
        headers: { authorization: `Bearer ${key}` },
      });
    expect((await list()).status).toBe(200);
    await old.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await row.filter({ hasText: 'Revoked' }).waitFor();
    expect((await list()).status).toBe(401);
  });

  it('the colleague has a workspace of their own too, and switches without signing in', async () => {
    const { page } = bob;
    await open(page, '/');
    await page.getByRole('button', { name: /Workspace: Engines/ }).click();
    await page.getByRole('menuitem', { name: 'New workspace' }).click();
    await page.getByLabel('Name of the workspace').fill('Byron and daughters');
    await lookAt(page, 'workspace-new');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByRole('button', { name: /Workspace: Byron and daughters/ }).waitFor();
    await open(page, '/settings/team');
    await rowOf(page, 'Members', 'Bob Byron').getByText('Owner').waitFor();
    await page.getByRole('button', { name: /Workspace: Byron/ }).click();
    await page.getByRole('menuitemradio', { name: 'Engines' }).click();
    await page.getByRole('button', { name: /Workspace: Engines/ }).waitFor();
  });

  it('somebody with an account joins by a link as the person they are, and leaves again', async () => {
    const { page } = ada;
    await open(page, '/settings/team');
    await page.getByRole('button', { name: 'Invite people' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'By link' }).click();
    await page.getByRole('button', { name: 'Make link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await page.getByRole('button', { name: 'Done' }).click();

    const cleo = await openPerson(browser);
    const hers = cleo.page;
    await open(hers, '/sign-up');
    await hers.getByLabel('Your name').fill('Cleo Clark');
    await hers.getByLabel('Company or team').fill('Clocks');
    await hers.getByLabel('E-mail').fill('cleo@clocks.example');
    await hers.getByLabel('Password', { exact: true }).fill(password);
    await hers.getByRole('button', { name: 'Create workspace' }).click();
    await hers.getByRole('navigation', { name: 'Main' }).waitFor();
    await hers.goto(link);
    await hers.getByRole('heading', { name: 'Join Engines' }).waitFor();
    await hers.getByText('You are signed in as cleo@clocks.example').waitFor();
    await lookAt(hers, 'join-known');
    await hers.getByRole('button', { name: 'Join workspace' }).click();
    await hers.getByRole('button', { name: /Workspace: Engines/ }).waitFor();
    await open(hers, '/settings/team');
    await hers.getByRole('button', { name: 'Leave workspace' }).click();
    await hers.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await hers.getByRole('button', { name: /Workspace: Clocks/ }).waitFor();
    await expect.poll(() => rowOf(page, 'Members', 'Cleo').count(), { timeout: 15_000 }).toBe(0);
    // The link is used up.
    await hers.goto(link);
    await hers.getByRole('heading', { name: 'This invitation is over' }).waitFor();
    await lookAt(hers, 'join-over');
    expect(cleo.complaints).toEqual([]);
    await cleo.context.close();
  });

  it('removed, the colleague is out at once, with an undo before', async () => {
    const { page } = ada;
    await open(page, '/settings/team');
    const row = rowOf(page, 'Members', 'Bob Byron');
    const remove = async () => {
      await row.getByRole('button', { name: 'Actions for Bob Byron' }).click();
      await page.getByRole('menuitem', { name: 'Remove from the workspace' }).click();
    };
    await remove();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row.waitFor();
    await remove();
    // In the other browser their own workspace takes the place of the one they are out of.
    await bob.page
      .getByText('Byron and daughters', { exact: true })
      .first()
      .waitFor({ timeout: 20_000 });
    await expect
      .poll(() => bob.page.getByText('Engines', { exact: true }).count(), { timeout: 15_000 })
      .toBe(0);
    expect([...ada.complaints, ...bob.complaints]).toEqual([]);
  });
});
