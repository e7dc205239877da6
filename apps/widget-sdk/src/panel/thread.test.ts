import { answerToText } from '@platform/api-contract/answers';
import type {
  AnswerPart,
  Message,
  VisitorConversation,
  VisitorEvent,
} from '@platform/api-contract/types';
import { expect, test } from 'vitest';
import { emptyThread, type ThreadState } from './state.ts';
import { applyEvent, applyMessage, mergeThread, withEarlier } from './thread.ts';

const conversationId = 'cnv_1';
const nowMs = Date.parse('2026-11-20T12:00:00Z');

const conversation = (patch: Partial<VisitorConversation> = {}): VisitorConversation => ({
  id: conversationId,
  state: 'ai',
  agentName: null,
  firstQuestion: 'How?',
  lastText: 'How?',
  lastMessageAt: new Date(nowMs).toISOString(),
  unread: 0,
  ...patch,
});

const message = (sequence: number, patch: Partial<Message> = {}): Message => ({
  id: `msg_${sequence}`,
  conversationId,
  sequence,
  role: 'visitor',
  text: `text ${sequence}`,
  notice: null,
  author: null,
  answer: null,
  answerId: null,
  outcome: null,
  clientId: null,
  rating: null,
  createdAt: new Date(nowMs).toISOString(),
  ...patch,
});

const part = (text: string): AnswerPart => ({
  placement: 'continue',
  sentence: { inlines: [{ type: 'text', text }], citations: [], support: 'supported' },
  newCitations: [],
});
const started = (answerId: string): VisitorEvent => ({
  type: 'answer.started',
  payload: { conversationId, answerId, sourceCount: 3 },
});
const delta = (answerId: string, seq: number, text: string): VisitorEvent => ({
  type: 'answer.delta',
  payload: { ...part(text), conversationId, answerId, seq },
});
const closed = (
  answerId: string,
  reason: 'finished' | 'stopped' | 'taken-over' | 'failed' | 'restarted',
): VisitorEvent => ({
  type: 'answer.closed',
  payload: { conversationId, answerId, reason },
});

const begun: ThreadState = { ...emptyThread, conversation: conversation(), awaiting: true };
const after = (...events: VisitorEvent[]): ThreadState =>
  events.reduce((thread, event) => applyEvent(thread, event, nowMs), begun);
const words = (thread: ThreadState): string => (thread.live ? answerToText(thread.live.tree) : '');

test('an answer grows sentence by sentence, each once', () => {
  const thread = after(
    started('a'),
    delta('a', 0, 'One.'),
    delta('a', 0, 'One.'),
    delta('a', 1, 'Two.'),
  );
  expect(words(thread)).toBe('One. Two.');
  expect(thread.awaiting).toBe(false);
});

test('a missing sentence asks for the thread and invents nothing', () => {
  const thread = after(started('a'), delta('a', 0, 'One.'), delta('a', 2, 'Three.'));
  expect(words(thread)).toBe('One.');
  expect(thread.stale).toBe(true);
});

test('whoever comes in the middle of an answer fetches it instead of beginning at its middle', () => {
  const thread = after(delta('a', 4, 'Five.'));
  expect(thread.live).toBeNull();
  expect(thread.stale).toBe(true);
});

test.each(['finished', 'stopped', 'taken-over', 'failed', 'restarted'] as const)(
  'nothing of an answer that was %s is added any more',
  (reason) => {
    const before = after(started('a'), delta('a', 0, 'One.'), closed('a', reason));
    const thread = applyEvent(before, delta('a', 1, 'Late.'), nowMs);
    expect(words(thread)).toBe(words(before));
    expect(thread.stale).toBe(false);
    expect(applyEvent(thread, started('a'), nowMs).live).toEqual(before.live);
  },
);

test('the whole message takes the place of what was streamed', () => {
  const thread = after(started('a'), delta('a', 0, 'One.'), {
    type: 'message.created',
    payload: message(2, { role: 'assistant', answerId: 'a', text: 'One.' }),
  });
  expect(thread.live).toBeNull();
  expect(thread.messages.map((each) => each.text)).toEqual(['One.']);
});

test('what was streamed stays in sight until its message is here', () => {
  expect(words(after(started('a'), delta('a', 0, 'One.'), closed('a', 'finished')))).toBe('One.');
});

test('after a crash the question is answered once more, and only the new answer is shown', () => {
  const waiting = after(started('a'), delta('a', 0, 'Old.'), closed('a', 'restarted'));
  expect(waiting.awaiting).toBe(true);
  const thread = [started('b'), delta('a', 1, 'Old.'), delta('b', 0, 'New.')].reduce(
    (each, event) => applyEvent(each, event, nowMs),
    waiting,
  );
  expect(words(thread)).toBe('New.');
});

test('a person who takes over silences the answer at once', () => {
  const before = after(started('a'), delta('a', 0, 'One.'));
  const taken = applyEvent(
    before,
    { type: 'conversation.state', payload: { conversationId, state: 'human', agentName: 'Ana' } },
    nowMs,
  );
  const thread = applyEvent(taken, delta('a', 1, 'Two.'), nowMs);
  expect(thread.live).toBeNull();
  expect(thread.conversation).toMatchObject({ state: 'human', agentName: 'Ana' });
});

test('messages stand in the order of the conversation and once, however they come', () => {
  const thread = [message(3), message(1), message(2), message(3)].reduce(applyMessage, begun);
  expect(thread.messages.map((each) => each.sequence)).toEqual([1, 2, 3]);
});

test('an event of another conversation changes nothing', () => {
  const event: VisitorEvent = {
    type: 'message.created',
    payload: message(1, { conversationId: 'cnv_2' }),
  };
  expect(applyEvent(begun, event, nowMs)).toBe(begun);
});

test('typing counts for some seconds, and ends with the reply', () => {
  const thread = after({ type: 'typing', payload: { conversationId, who: 'agent', name: 'Ana' } });
  expect(thread.typing).toEqual({ name: 'Ana', untilMs: nowMs + 6_000 });
  expect(applyMessage(thread, message(2, { role: 'agent' })).typing).toBeNull();
});

const fetched = (
  patch: Partial<Parameters<typeof mergeThread>[1]['thread']>,
  eventsMeanwhile = false,
) => ({
  thread: { conversation: conversation(), messages: [], openAnswer: null, ...patch },
  limit: 100,
  eventsMeanwhile,
  nowMs,
});
const open = (answerId: string, ...texts: string[]) => ({
  answerId,
  phase: 'writing' as const,
  sourceCount: 3,
  parts: texts.map((text, seq) => ({ ...part(text), answerId, seq })),
});

test('a reload in the middle of an answer shows all of it so far, and goes on', () => {
  const thread = mergeThread(emptyThread, fetched({ openAnswer: open('a', 'One.', 'Two.') }));
  expect(words(applyEvent(thread, delta('a', 2, 'Three.'), nowMs))).toBe('One. Two. Three.');
});

test('what was fetched does not take back what was streamed meanwhile', () => {
  const ahead = after(started('a'), delta('a', 0, 'One.'), delta('a', 1, 'Two.'));
  expect(words(mergeThread(ahead, fetched({ openAnswer: open('a', 'One.') }, true)))).toBe(
    'One. Two.',
  );
  expect(words(mergeThread(ahead, fetched({ openAnswer: null }, true)))).toBe('One. Two.');
});

test('an answer that is over is not opened again by what was fetched before', () => {
  const thread = after(started('a'), closed('a', 'taken-over'));
  expect(mergeThread(thread, fetched({ openAnswer: open('a', 'One.') })).live).toBeNull();
});

test('an answer of which nothing is left on the server is not shown as going on', () => {
  const thread = after(started('a'), delta('a', 0, 'One.'));
  expect(mergeThread(thread, fetched({ openAnswer: null })).live).toBeNull();
});

test('a question that waits for its answer says so after a reload, but not for ever', () => {
  const asked = (agoMs: number) =>
    mergeThread(
      emptyThread,
      fetched({ messages: [message(1, { createdAt: new Date(nowMs - agoMs).toISOString() })] }),
    ).awaiting;
  expect(asked(5_000)).toBe(true);
  expect(asked(120_000)).toBe(false);
});

test('a page full of newer messages replaces what may no longer join it', () => {
  const old = applyMessage(begun, message(1));
  const messages = Array.from({ length: 100 }, (_, i) => message(i + 50));
  const thread = mergeThread(old, fetched({ messages }));
  expect(thread.messages[0]?.sequence).toBe(50);
  expect(thread.hasEarlier).toBe(true);
  expect(withEarlier(thread, [message(1), message(2)], 100)).toMatchObject({ hasEarlier: false });
});
