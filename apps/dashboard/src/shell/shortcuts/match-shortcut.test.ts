import { describe, expect, it } from 'vitest';
import { isTyping, matchShortcut, pressName } from './match-shortcut.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false };
const idle = { pending: null, atMs: 0 };

describe('pressName', () => {
  it('treats Ctrl and ⌘ alike', () => {
    expect(pressName({ ...plain, key: 'k', ctrlKey: true })).toBe('mod+k');
    expect(pressName({ ...plain, key: 'K', metaKey: true })).toBe('mod+k');
  });
  it('is the character itself where Shift was needed for it', () => {
    expect(pressName({ ...plain, key: '?' })).toBe('?');
  });
  it('ignores modifiers alone and Alt, which writes characters on many keyboards', () => {
    expect(pressName({ ...plain, key: 'Shift' })).toBeNull();
    expect(pressName({ ...plain, key: 'e', altKey: true })).toBeNull();
  });
});

describe('matchShortcut', () => {
  const known = ['j', 'r', 'g i', 'mod+k'];

  it('runs a single key at once', () => {
    expect(matchShortcut(idle, 'j', 5, known).run).toBe('j');
  });
  it('holds the first key of a pair and runs the pair on the second', () => {
    const first = matchShortcut(idle, 'g', 100, known);
    expect(first).toEqual({ run: null, sequence: { pending: 'g', atMs: 100 } });
    expect(matchShortcut(first.sequence, 'i', 900, known).run).toBe('g i');
  });
  it('forgets the first key after a while, and on a key that completes nothing', () => {
    expect(matchShortcut({ pending: 'g', atMs: 0 }, 'i', 5_000, known).run).toBeNull();
    const other = matchShortcut({ pending: 'g', atMs: 0 }, 'j', 100, known);
    expect(other).toEqual({ run: 'j', sequence: { pending: null, atMs: 100 } });
  });
});

describe('isTyping', () => {
  it('is true in texts and false on buttons and checkboxes', () => {
    expect(isTyping({ tagName: 'textarea' })).toBe(true);
    expect(isTyping({ tagName: 'INPUT', type: 'search' })).toBe(true);
    expect(isTyping({ tagName: 'DIV', isContentEditable: true })).toBe(true);
    expect(isTyping({ tagName: 'INPUT', type: 'checkbox' })).toBe(false);
    expect(isTyping({ tagName: 'BUTTON' })).toBe(false);
  });
});
