import { describe, expect, it } from 'vitest';
import { formatDuration, formatRelative } from './time.ts';

const now = new Date('2026-11-20T15:00:00Z');
const long = { locale: 'en', nowWord: 'now' };
const ago = (ms: number) => new Date(now.getTime() - ms);

describe('formatRelative', () => {
  it('says now for less than a minute, also where clocks differ', () => {
    expect(formatRelative(ago(59_000), now, long)).toBe('now');
    expect(formatRelative(ago(-30_000), now, long)).toBe('now');
  });
  it('counts minutes, hours and days', () => {
    expect(formatRelative(ago(3 * 60_000), now, long)).toBe('3 min. ago');
    expect(formatRelative(ago(2 * 3_600_000), now, long)).toBe('2 hr. ago');
    expect(formatRelative(ago(24 * 3_600_000), now, long)).toBe('yesterday');
  });
  it('has a narrow form for lists', () => {
    expect(formatRelative(ago(3 * 60_000), now, { ...long, narrow: true })).toBe('3m');
    expect(formatRelative(ago(50 * 3_600_000), now, { ...long, narrow: true })).toBe('2d');
  });
  it('turns into a date after a week, with the year only where it differs', () => {
    expect(formatRelative(new Date('2026-11-01T12:00:00Z'), now, long)).toBe('Nov 1');
    expect(formatRelative(new Date('2025-03-09T12:00:00Z'), now, long)).toBe('Mar 9, 2025');
  });
});

describe('formatDuration', () => {
  it.each([
    [340, '340 ms'],
    [2_400, '2.4 s'],
    [75_000, '1 min 15 s'],
    [3_720_000, '1 h 2 min'],
  ])('%d ms reads %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});
