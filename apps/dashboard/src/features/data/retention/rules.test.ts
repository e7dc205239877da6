import { expect, it } from 'vitest';
import { choices, isChanged, rulesOf, toInput } from './rules.ts';

const preview = {
  asOf: '2026-11-20T00:00:00.000Z',
  kinds: [
    { kind: 'conversations' as const, days: 90, due: 0, total: 3, oldestAt: null },
    { kind: 'visitors' as const, days: null, due: 0, total: 3, oldestAt: null },
  ],
};

it('is unchanged as it was saved, and changed by a choice or by keeping', () => {
  const rules = rulesOf(preview);
  expect(isChanged(preview, rules)).toBe(false);
  expect(isChanged(preview, { ...rules, visitors: 30 })).toBe(true);
  expect(isChanged(preview, { ...rules, conversations: null })).toBe(true);
});

it('sends only what is deleted some day', () => {
  expect(toInput(rulesOf(preview))).toEqual([{ kind: 'conversations', days: 90 }]);
});

it('offers a number that was set elsewhere', () => {
  expect(choices('conversations', 45)).toEqual([null, 7, 30, 45, 90, 180, 365, 730]);
  expect(choices('exports', 3)).toEqual([null, 1, 3]);
});
