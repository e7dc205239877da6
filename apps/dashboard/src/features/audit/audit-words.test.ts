import { expect, it } from 'vitest';
import { toFilter } from './audit-search.ts';
import { actionWords, changesOf } from './audit-words.ts';

it('says an action in words', () => {
  expect(actionWords('conversation.taken-over')).toBe('Conversation taken over');
  expect(actionWords('refused.rate-limited')).toBe('Refused rate limited');
});

it('shows what changed and nothing else', () => {
  expect(changesOf({ name: 'A', same: 1 }, { name: 'B', same: 1, tags: ['x'] })).toEqual([
    { field: 'name', before: 'A', after: 'B' },
    { field: 'tags', before: null, after: '["x"]' },
  ]);
  expect(changesOf(null, null)).toEqual([]);
  expect(changesOf({ name: 'A' }, null)).toEqual([{ field: 'name', before: 'A', after: null }]);
});

it('takes the last day whole', () => {
  const { from, to } = toFilter({ from: '2026-11-20', to: '2026-11-20' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 60 * 60 * 1_000);
});
