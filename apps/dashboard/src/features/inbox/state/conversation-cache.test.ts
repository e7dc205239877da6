import type { ConversationSummary } from '@platform/api-contract/types';
import { describe, expect, it } from 'vitest';
import { belongs, listInput, placeInPages } from './conversation-cache.ts';

function conversation(
  id: string,
  minute: number,
  more: Partial<ConversationSummary> = {},
): ConversationSummary {
  const at = `2026-11-20T15:${String(minute).padStart(2, '0')}:00.000Z`;
  return {
    id,
    state: 'ai',
    channel: 'widget',
    assistantId: 'ast_1',
    assistantName: 'Parley',
    widgetId: null,
    visitorId: null,
    visitorName: null,
    assigneeId: null,
    assigneeName: null,
    firstQuestion: '',
    lastText: '',
    lastRole: 'visitor',
    messageCount: 1,
    unread: false,
    tags: [],
    costMicros: 0,
    createdAt: at,
    lastMessageAt: at,
    ...more,
  };
}
const ids = (pages: { items: ConversationSummary[] }[]) =>
  pages.map((page) => page.items.map((each) => each.id));

describe('belongs', () => {
  const waiting = conversation('a', 1, { state: 'waiting', assigneeId: 'me', tags: ['vip'] });
  it('follows the state', () => {
    expect(belongs(waiting, { state: 'open' }, 'me')).toBe(true);
    expect(belongs(waiting, { state: 'waiting' }, 'me')).toBe(true);
    expect(belongs(waiting, { state: 'ai' }, 'me')).toBe(false);
    expect(belongs({ ...waiting, state: 'resolved' }, { state: 'open' }, 'me')).toBe(false);
  });
  it('follows the assignee', () => {
    expect(belongs(waiting, { assignee: 'me' }, 'me')).toBe(true);
    expect(belongs(waiting, { assignee: 'me' }, 'other')).toBe(false);
    expect(belongs(waiting, { assignee: 'none' }, 'me')).toBe(false);
    expect(belongs({ ...waiting, assigneeId: null }, { assignee: 'none' }, 'me')).toBe(true);
  });
  it('follows the tag', () => {
    expect(belongs(waiting, { tag: 'vip' }, 'me')).toBe(true);
    expect(belongs(waiting, { tag: 'late' }, 'me')).toBe(false);
  });
  it('follows the visitor', () => {
    const theirs = { ...waiting, visitorId: 'vis_1' };
    expect(belongs(theirs, { visitorId: 'vis_1' }, 'me')).toBe(true);
    expect(belongs(theirs, { visitorId: 'vis_2' }, 'me')).toBe(false);
    expect(belongs(waiting, { visitorId: 'vis_2' }, 'me')).toBe(false);
  });
  it('leaves out what the team tries with a draft', () => {
    expect(belongs({ ...waiting, channel: 'preview' }, {}, 'me')).toBe(false);
  });
  it('leaves searches and outcomes to the server', () => {
    expect(belongs(waiting, { search: 'refund' }, 'me')).toBeNull();
    expect(belongs(waiting, { outcome: 'not-found' }, 'me')).toBeNull();
  });
});

describe('listInput', () => {
  it('asks for open conversations unless the address says otherwise', () => {
    expect(listInput({})).toMatchObject({ state: 'open' });
    expect(listInput({ view: 'mine', q: 'x' })).toMatchObject({ assignee: 'me', search: 'x' });
  });
});

describe('placeInPages', () => {
  const pages = [
    { items: [conversation('c', 30), conversation('b', 20)], nextCursor: 'next' },
    { items: [conversation('a', 10)], nextCursor: null },
  ];
  it('puts a changed conversation to its place and nowhere else', () => {
    expect(ids(placeInPages(pages, conversation('a', 40), true))).toEqual([['a', 'c', 'b'], []]);
    expect(ids(placeInPages(pages, conversation('new', 25), true))).toEqual([
      ['c', 'new', 'b'],
      ['a'],
    ]);
  });
  it('takes one away that no longer fits', () => {
    expect(ids(placeInPages(pages, conversation('b', 50), false))).toEqual([['c'], ['a']]);
  });
  it('renews in place where only the server can tell', () => {
    const renewed = placeInPages(pages, conversation('b', 50, { lastText: 'new words' }), null);
    expect(ids(renewed)).toEqual([['c', 'b'], ['a']]);
    expect(renewed[0]?.items[1]?.lastText).toBe('new words');
  });
  it('leaves one behind the loaded pages to their loading', () => {
    const first = [{ items: [conversation('c', 30)], nextCursor: 'next' }];
    expect(ids(placeInPages(first, conversation('old', 1), true))).toEqual([['c']]);
    const whole = [{ items: [conversation('c', 30)], nextCursor: null }];
    expect(ids(placeInPages(whole, conversation('old', 1), true))).toEqual([['c', 'old']]);
  });
});
