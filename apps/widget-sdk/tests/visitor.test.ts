import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { notFound, returning, script } from './testing/answers.ts';
import { BrowserFixture, type Visitor } from './testing/browser-fixture.ts';

let fixture: BrowserFixture;
let visitor: Visitor;

beforeAll(async () => {
  fixture = await BrowserFixture.open();
});
afterAll(() => fixture?.close());
afterEach(async () => {
  await visitor.leave();
  // Every test runs under the strict policy: nothing the widget does may be refused by it.
  expect(fixture.complaints).toEqual([]);
});

test('asks, reads the answer as it is written, and checks a citation', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  desk.silent = true;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('Reading your question');
  await visitor.isFollowing();
  const answer = returning();
  const answerId = await desk.answer(desk.thread(), answer, 0);
  await visitor.sees('Looking in 3 sources');
  await desk.deltas(desk.thread(), answer, answerId, 0, 1);
  await visitor.sees('You can return the bicycle on any day');
  expect(await visitor.log.textContent()).not.toContain('five working days');
  await desk.deltas(desk.thread(), answer, answerId, 1);
  await desk.finish(desk.thread(), answer, answerId);

  const source = visitor.log.getByRole('button', { name: 'Source 1: Terms of rental' });
  await source.click();
  const sheet = visitor.page.getByRole('dialog', { name: 'Source 1: Terms of rental' });
  await expect
    .poll(() => sheet.locator('mark').textContent())
    .toContain('the rental ends on the day');
  expect(await sheet.textContent()).toContain('Ending a rental › Early return');
  await visitor.page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(
    await source.evaluate((each) => (each.getRootNode() as ShadowRoot).activeElement === each),
  ).toBe(true);
  expect(await visitor.panel.isVisible()).toBe(true);
});

test('is told when the documents do not say it, and can ask differently or ask for a person', async () => {
  visitor = await fixture.visit();
  await visitor.open();
  await visitor.ask('What is the weather tomorrow?');
  await visitor.sees(notFound().text);
  await visitor.panel.getByRole('button', { name: 'Ask differently' }).click();
  expect(await visitor.composer.inputValue()).toBe('What is the weather tomorrow?');
  const hint = visitor.panel.getByText('Use other words, or ask one thing at a time.');
  await hint.waitFor();
  const selected = await visitor.composer.evaluate((field: HTMLTextAreaElement) =>
    field.value.slice(field.selectionStart, field.selectionEnd),
  );
  expect(selected).toBe('What is the weather tomorrow?');
  await visitor.composer.press('ArrowRight');
  await visitor.page.keyboard.type(' Rain?');
  expect(await visitor.composer.inputValue()).toBe('What is the weather tomorrow? Rain?');
  await visitor.composer.fill('');
  await hint.waitFor({ state: 'detached' });
  await visitor.log.getByRole('button', { name: 'Talk to a person' }).click();
  await visitor.sees('You asked for a person');
  await visitor.sees('The team was told');
  expect(fixture.desk.names()).toContain('visitor.requestPerson');
});

test('asks for a person before anything else: a conversation opens with that wish', async () => {
  visitor = await fixture.visit();
  await visitor.open();
  await visitor.panel.getByRole('button', { name: 'Talk to a person' }).click();
  await visitor.called('visitor.requestPerson');
  await visitor.sees('You asked for a person');
});

test('a suggested question is asked by a click, and a double click asks it once', async () => {
  visitor = await fixture.visit();
  await visitor.open();
  await visitor.panel.getByRole('button', { name: 'Can I return it early?' }).click();
  await visitor.sees('You can return the bicycle');
  expect(fixture.desk.thread().messages.filter((each) => each.role === 'visitor')).toHaveLength(1);
});

test('loses nothing when the line breaks in mid-question and the page is loaded again', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  desk.reachable = false;
  desk.lineOpen = false;
  await visitor.ask('And for annual plans?');
  await visitor.sees('Will be sent when you are back');
  await visitor.composer.fill('Half a thou');

  desk.reachable = true;
  desk.failing = true;
  await visitor.page.reload();
  await visitor.sees('And for annual plans?');
  expect(await visitor.composer.inputValue()).toBe('Half a thou');

  desk.failing = false;
  desk.lineOpen = true;
  await visitor.page.evaluate(() => dispatchEvent(new Event('online')));
  await expect
    .poll(
      () => desk.thread().messages.filter((each) => each.text === 'And for annual plans?').length,
    )
    .toBe(1);
  await expect.poll(() => visitor.log.getByText('And for annual plans?').count()).toBe(1);
});

test('an acknowledgement that got lost does not make two of one message', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  await visitor.open();
  desk.loseNextAnswerTo('visitor.send');
  await visitor.ask('Can I return it early?');
  await visitor.called('visitor.send', 2);
  await visitor.sees('within five working days');
  expect(desk.thread().messages.filter((each) => each.role === 'visitor')).toHaveLength(1);
  expect(await visitor.log.getByText('Can I return it early?').count()).toBe(1);
});

test('stops an answer: what was said stays, what comes late is not shown', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  desk.silent = true;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.isFollowing();
  const answerId = await desk.answer(desk.thread(), returning(), 1);
  await visitor.sees('You can return the bicycle');
  await visitor.panel.getByRole('button', { name: 'Stop answering' }).click();
  await visitor.called('visitor.stopAnswer');
  await desk.deltas(desk.thread(), returning(), answerId, 1);
  // The server keeps what was shown as a message, which takes its place.
  const { tree: answer, text } = script(returning().parts.slice(0, 1));
  const kept = { role: 'assistant', answerId, answer, text, outcome: 'stopped' } as const;
  await desk.say(desk.thread(), kept);
  await desk.say(desk.thread(), {
    role: 'agent',
    text: 'Later.',
    author: { name: 'Ana', avatarUrl: null },
  });
  await visitor.sees('Later.');
  expect(await visitor.log.textContent()).not.toContain('five working days');
  expect(await visitor.log.getByText('You can return the bicycle').count()).toBe(1);
  expect(await visitor.log.getByText('Stopped').count()).toBe(1);
});

test('sees who is speaking when a person takes over, and when the assistant is back', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  desk.silent = true;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.isFollowing();
  const thread = desk.thread();
  const answerId = await desk.answer(thread, returning(), 1);
  await visitor.sees('You can return the bicycle');

  const ana = { name: 'Ana Whitfield', avatarUrl: null };
  await desk.setState(thread, 'human', ana.name);
  await desk.say(thread, { role: 'system', notice: 'taken-over', author: ana });
  await desk.deltas(thread, returning(), answerId, 1);
  await visitor.sees('Ana Whitfield joined the conversation');
  await visitor.panel.getByText('Ana Whitfield is answering').waitFor();
  expect(await visitor.log.textContent()).not.toContain('You can return the bicycle');

  await desk.publish({
    type: 'typing',
    payload: { conversationId: thread.conversation.id, who: 'agent', name: ana.name },
  });
  await visitor.sees('Ana Whitfield is writing');
  await desk.say(thread, { role: 'agent', text: 'Yes, you can.', author: ana });
  await visitor.sees('Yes, you can.');
  await expect.poll(() => visitor.log.getByText('Ana Whitfield is writing').count()).toBe(0);
  await visitor.composer.pressSequentially('Thank');
  await visitor.called('signal.typing');

  await desk.setState(thread, 'ai', null);
  await desk.say(thread, { role: 'system', notice: 'handed-back' });
  await visitor.sees('Help desk is answering again');
});

test('rates an answer down and says why', async () => {
  visitor = await fixture.visit();
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.log.getByRole('button', { name: 'This did not help' }).click();
  await visitor.called('visitor.rate');
  await visitor.log
    .getByRole('textbox', { name: 'What was missing or wrong?' })
    .fill('The deposit');
  await visitor.log.getByRole('button', { name: 'Send' }).click();
  await visitor.sees('Thank you. The team sees this.');
  await visitor.called('visitor.rate', 2);
  expect(fixture.desk.thread().messages.at(-1)?.rating).toEqual({
    value: 'down',
    reason: 'The deposit',
  });
});

test('finds earlier conversations, goes back to one, and begins another', async () => {
  visitor = await fixture.visit();
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  await visitor.panel.getByRole('button', { name: 'Earlier conversations' }).click();
  await visitor.panel.getByRole('button', { name: 'New conversation' }).click();
  await visitor.ask('What is the weather tomorrow?');
  await visitor.sees(notFound().text);
  await visitor.panel.getByRole('button', { name: 'Earlier conversations' }).click();
  await visitor.panel.getByRole('button', { name: /^Can I return it early\?/ }).click();
  await visitor.sees('within five working days');
  expect(await visitor.log.textContent()).not.toContain('weather');
});

test('still gets answers where no WebSocket comes through', async () => {
  visitor = await fixture.visit();
  fixture.desk.lineOpen = false;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
});

test('a page out of the back-forward cache catches up', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  const show = (type: string) =>
    visitor.page.evaluate(
      (name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true })),
      type,
    );
  await show('pagehide');
  await expect.poll(() => desk.following()).toBe(0);
  await desk.say(desk.thread(), {
    role: 'agent',
    text: 'Meanwhile.',
    author: { name: 'Ana', avatarUrl: null },
  });
  await show('pageshow');
  await visitor.sees('Meanwhile.');
});

test('a conversation that the server does not know any more makes way for a new one', async () => {
  visitor = await fixture.visit();
  const { desk } = fixture;
  await visitor.open();
  await visitor.ask('Can I return it early?');
  await visitor.sees('within five working days');
  desk.threads.clear();
  await visitor.page.reload();
  await visitor.panel.getByText('What would you like to know').waitFor();
  await visitor.ask('What is the weather tomorrow?');
  await visitor.sees(notFound().text);
});
