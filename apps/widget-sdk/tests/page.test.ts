import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Parley } from '../src/index.ts';
import { returning } from './testing/answers.ts';
import { BrowserFixture, type Visitor } from './testing/browser-fixture.ts';

declare global {
  interface Window {
    Parley?: Parley;
    heard?: unknown[];
    loaded?: Promise<Parley>[];
  }
}

let fixture: BrowserFixture;
let visitor: Visitor;

beforeAll(async () => {
  fixture = await BrowserFixture.open();
});
afterAll(() => fixture?.close());
afterEach(async () => {
  await visitor.leave();
  expect(fixture.complaints).toEqual([]);
});

test('loads the panel when someone means to open it, and not before', async () => {
  visitor = await fixture.visit();
  const loaded = () =>
    visitor.page.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .filter((each) => /\/widget\/panel-/.test(each.name)).length,
    );
  await visitor.launcher.waitFor();
  await visitor.called('visitor.start');
  expect(await loaded()).toBe(0);
  await visitor.launcher.hover();
  await expect.poll(loaded).toBe(1);
});

test('does what the page asked for before it was there, and by either form of call after', async () => {
  visitor = await fixture.visit('/?early');
  await visitor.composer.waitFor();
  await visitor.page.evaluate(() => window.Parley?.close());
  await visitor.panel.waitFor({ state: 'hidden' });
  await visitor.page.evaluate(() => (window.Parley as unknown as (name: string) => void)('toggle'));
  await visitor.panel.waitFor();
  await visitor.page.evaluate(() =>
    (window.Parley as unknown as { q: { push(command: unknown[]): void } }).q.push(['close']),
  );
  await visitor.panel.waitFor({ state: 'hidden' });
});

test('a page that opens the panel by itself does not take the reader’s focus', async () => {
  visitor = await fixture.visit('/?early');
  await visitor.composer.waitFor();
  expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
});

test('tells the page of messages, opening and unread ones, until it no longer wants to know', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  await visitor.open();
  await visitor.page.evaluate(() => {
    const heard: unknown[] = [];
    window.heard = heard;
    const stop = window.Parley?.on('message', ({ from }) => {
      heard.push(from);
      if (from === 'agent') stop?.();
    });
    window.Parley?.on('unread', ({ count }) => heard.push(count));
    window.Parley?.on('close', () => heard.push('close'));
  });
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  await visitor.page.keyboard.press('Escape');
  await visitor.panel.waitFor({ state: 'hidden' });
  const say = (text: string) =>
    desk.say(desk.thread(), { role: 'agent', text, author: { name: 'Ana', avatarUrl: null } });
  await say('One.');
  await say('Two.');
  await visitor.page.getByRole('button', { name: 'Help desk 2', exact: true }).waitFor();
  const heard = await visitor.page.evaluate(() => window.heard);
  expect(heard?.filter((each) => typeof each === 'string')).toEqual([
    'visitor',
    'assistant',
    'close',
    'agent',
  ]);
  expect(heard?.slice(-1)).toEqual([2]);

  await visitor.launcher.click();
  await visitor.called('visitor.markRead', 2);
  await expect.poll(() => visitor.launcher.textContent()).toBe('Help desk');
});

test('an unread reply shows on the next page before anything is opened', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  await visitor.page.keyboard.press('Escape');
  await visitor.panel.waitFor({ state: 'hidden' });
  await visitor.page.goto('about:blank');
  await desk.say(desk.thread(), {
    role: 'agent',
    text: 'One.',
    author: { name: 'Ana', avatarUrl: null },
  });
  await visitor.page.goto(`${fixture.site.url}/other`);
  await visitor.launcher.getByText('1').waitFor();
});

test('identifies the visitor', async () => {
  visitor = await fixture.visit();
  await visitor.launcher.waitFor();
  await visitor.page.evaluate(() =>
    window.Parley?.identify({ name: 'Kim', email: 'kim@example.com' }),
  );
  const said = { name: 'Kim', email: 'kim@example.com' };
  await expect.poll(() => fixture.desk.identified).toEqual(said);
});

test('shutdown removes every trace, and the script starts afresh', async () => {
  visitor = await fixture.visit();
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  const before = await visitor.page.evaluate(() => document.body.childElementCount);
  await visitor.page.evaluate(() => window.Parley?.shutdown());
  expect(
    await visitor.page.evaluate(() => [document.body.childElementCount, typeof window.Parley]),
  ).toEqual([before - 1, 'undefined']);
  await expect.poll(() => fixture.desk.following()).toBe(0);
  await visitor.page.evaluate(() => {
    const old = document.querySelector<HTMLScriptElement>('script[data-widget]');
    const script = document.createElement('script');
    script.dataset.widget = old?.dataset.widget ?? '';
    const { trustedTypes } = window as unknown as {
      trustedTypes: {
        createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
      };
    };
    const policy = trustedTypes.createPolicy('test', { createScriptURL: (url: string) => url });
    script.src = policy.createScriptURL(old?.src ?? '');
    document.head.append(script);
  });
  await visitor.sees('within five working days');
});

test('comes by the npm package as by the snippet, once, and says what it can do', async () => {
  visitor = await fixture.visit('/?library');
  await visitor.launcher.waitFor();
  const same = await visitor.page.evaluate(async () => {
    const [first, second] = await Promise.all(window.loaded ?? []);
    return first === window.Parley && second === window.Parley && typeof first?.open;
  });
  expect(same).toBe('function');
  expect(await visitor.launcher.count()).toBe(1);
});

test('a second script on the page changes nothing', async () => {
  visitor = await fixture.visit('/?twice');
  await visitor.launcher.waitFor();
  await visitor.called('visitor.start');
  expect(await visitor.launcher.count()).toBe(1);
  expect(fixture.desk.names()).toEqual(['visitor.start']);
});

test('stays when a single-page app replaces the body, and tells the server the new page', async () => {
  visitor = await fixture.visit();
  await visitor.open();
  await visitor.page.evaluate(() => {
    history.pushState(null, '', '/pricing?secret=1#part');
    document.body.replaceWith(document.createElement('body'));
  });
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  const sent = fixture.desk.calls.find((each) => each.name === 'visitor.send');
  expect(sent?.input).toMatchObject({ pageUrl: `${fixture.site.url}/pricing` });
});

test('stands open inside the page where the page says so', async () => {
  visitor = await fixture.visit('/?inline');
  await visitor.composer.waitFor();
  expect(await visitor.launcher.count()).toBe(0);
  const box = await visitor.panel.boundingBox();
  const main = await visitor.page.locator('main').boundingBox();
  expect(box?.width).toBe(main?.width);
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
});

test('a site that may not show the widget shows nothing, and its console says why', async () => {
  visitor = await fixture.visit();
  await visitor.launcher.waitFor();
  fixture.desk.refusal = 'This site is not on the list of allowed origins of the widget.';
  await visitor.page.reload();
  await expect
    .poll(() => fixture.complaints.splice(0))
    .toContainEqual(expect.stringContaining('allowed origins'));
  expect(await visitor.launcher.count()).toBe(0);
});

test('speaks the page’s language and direction', async () => {
  visitor = await fixture.visit('/?lang=ar');
  await visitor.launcher.click();
  const composer = visitor.panel.getByRole('textbox', { name: 'اطرح سؤالاً' });
  await composer.waitFor();
  const send = await visitor.panel.getByRole('button', { name: 'إرسال' }).boundingBox();
  const field = await composer.boundingBox();
  expect(send?.x).toBeLessThan(field?.x ?? 0);
});

test('speaks German on a German page, also where the server’s words would be English', async () => {
  visitor = await fixture.visit('/?lang=de-AT');
  await visitor.launcher.click();
  const composer = visitor.panel.getByRole('textbox', { name: 'Stellen Sie eine Frage' });
  await composer.waitFor();
  expect(fixture.desk.calls[0]).toMatchObject({
    name: 'visitor.start',
    input: { locale: 'de-AT' },
  });
  fixture.desk.refusals.set('visitor.send', 'This cannot be sent.');
  await composer.fill('Was kostet der Versand?');
  await composer.press('Enter');
  await visitor.sees('Nicht gesendet. Das hat nicht geklappt.');
  fixture.desk.refusals.clear();
  await visitor.log.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await visitor.log.getByText('Nicht gesendet.').waitFor({ state: 'detached' });
  await visitor.called('visitor.send', 2);
});

test('what the server sends is text, whatever it looks like', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  desk.silent = true;
  await visitor.open();
  await visitor.ask('<img src=x onerror=alert(1)>');
  await visitor.isFollowing();
  const answer = returning();
  const [first] = answer.parts;
  if (!first) throw new Error('An answer has a part.');
  const hostile = {
    ...first,
    sentence: {
      ...first.sentence,
      inlines: [{ type: 'text' as const, text: '<script>alert(1)</script><b>x</b>' }],
    },
  };
  await desk.answer(desk.thread(), { ...answer, parts: [hostile] }, 1);
  await visitor.sees('<script>alert(1)</script><b>x</b>');
  expect(await visitor.log.locator('img, script, b').count()).toBe(0);
});
