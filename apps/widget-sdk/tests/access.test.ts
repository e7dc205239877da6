import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { long, returning } from './testing/answers.ts';
import { BrowserFixture, type Visitor } from './testing/browser-fixture.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let fixture: BrowserFixture;
let visitor: Visitor;

beforeAll(async () => {
  fixture = await BrowserFixture.open();
});
afterAll(() => fixture?.close());
afterEach(() => visitor.leave());

const focused = () =>
  visitor.page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.getAttribute('aria-label') ?? at?.textContent;
  });

test('works by keyboard alone: opens, asks, closes, and gives the focus back', async () => {
  visitor = await fixture.visit();
  await visitor.launcher.focus();
  await visitor.page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Ask a question');
  await visitor.page.keyboard.type('Can I return it early?');
  await visitor.page.keyboard.press('Enter');
  await visitor.sees('within five working days');
  await visitor.page.keyboard.press('Shift+Tab');
  expect(await focused()).toBe('This did not help');
  await visitor.page.keyboard.press('Escape');
  await visitor.panel.waitFor({ state: 'hidden' });
  expect(await focused()).toBe('Help desk');
  expect(await visitor.launcher.getAttribute('aria-expanded')).toBe('false');
});

test('on a phone it covers the page, keeps the focus inside, and lets the page scroll again after', async () => {
  visitor = await fixture.visit('/', phone);
  await visitor.launcher.tap();
  await visitor.composer.waitFor();
  await expect
    .poll(() => visitor.panel.boundingBox())
    .toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await visitor.panel.getAttribute('aria-modal')).toBe('true');
  const overflow = () =>
    visitor.page.evaluate(() => getComputedStyle(document.documentElement).overflow);
  expect(await overflow()).toBe('hidden');
  const seen = new Set<unknown>();
  for (let step = 0; step < 12; step += 1) {
    await visitor.page.keyboard.press('Tab');
    seen.add(await focused());
  }
  expect([...seen]).not.toContain('A button of the page');
  expect([...seen]).toEqual(
    expect.arrayContaining(['Close', 'Ask a question', 'Who repairs a puncture?']),
  );
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  expect(await overflow()).toBe('visible');
});

test('an answer is read out sentence by sentence, each once, and nothing when the thread is drawn again', async () => {
  visitor = await fixture.visit();
  fixture.desk.silent = true;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.isFollowing();
  await fixture.desk.answer(fixture.desk.thread(), returning());
  await visitor.sees('within five working days');
  const spoken = visitor.page.locator('[aria-live="polite"] p');
  await expect
    .poll(() => spoken.allTextContents())
    .toEqual([
      'You can return the bicycle on any day and pay only up to that day.',
      'What you paid beyond it comes back within five working days.',
    ]);
  await visitor.page.reload();
  await visitor.sees('within five working days');
  expect(await spoken.count()).toBe(0);
});

test('nothing moves where motion is not wanted', async () => {
  visitor = await fixture.visit('/', { reducedMotion: 'reduce' });
  fixture.desk.silent = true;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('Reading your question');
  const moving = await visitor.page.evaluate(
    () =>
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().activeDuration !== 0).length,
  );
  expect(moving).toBe(0);
});

test.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' as const }],
  ['phone', phone],
])('axe finds nothing serious: %s', async (_name, options) => {
  // Without motion: half-way through one, colours are nobody's.
  visitor = await fixture.visit('/', { ...options, bypassCSP: true, reducedMotion: 'reduce' });
  const { desk } = fixture;
  // A pale customer's colour is the hard case for contrast.
  desk.settings = { settings: { ...desk.defaults.settings, accent: '#F5C518' } };
  await visitor.page.reload();
  await visitor.open();
  const check = async (state: string) => {
    const { violations } = await new AxeBuilder({ page: visitor.page }).analyze();
    const serious = violations.filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    );
    expect(
      serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
      state,
    ).toEqual([]);
  };
  await check('empty');
  await visitor.ask('What is included in a rental?');
  await visitor.sees(long().parts[0]?.sentence.inlines[0]?.text ?? '');
  await visitor.log.getByRole('button', { name: 'This did not help' }).click();
  await check('long answer, asking why');
  await visitor.log.getByRole('button', { name: 'Source 1: Terms of rental' }).click();
  await visitor.page.locator('mark').waitFor();
  await check('excerpt');
  await visitor.page.keyboard.press('Escape');
  desk.silent = true;
  await visitor.ask('What is the weather tomorrow?');
  await visitor.isFollowing();
  const ana = { name: 'Ana Whitfield', avatarUrl: null };
  await desk.setState(desk.thread(), 'human', ana.name);
  await desk.say(desk.thread(), { role: 'agent', text: 'Hello.', author: ana });
  await visitor.sees('Hello.');
  await check('a person speaks');
  await visitor.panel.getByRole('button', { name: 'Earlier conversations' }).click();
  await visitor.panel.getByRole('button', { name: 'New conversation' }).waitFor();
  await check('history');
});
