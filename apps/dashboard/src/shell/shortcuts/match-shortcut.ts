/** What of a keyboard event a shortcut looks at. */
export type KeyPress = {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat?: boolean;
};

/**
 * The name of a press as shortcuts are written: `j`, `?`, `Enter`, `mod+k`. `mod` is Ctrl or ⌘: both
 * work everywhere, so nobody has to know which machine this is. Shift is part of the character.
 */
export function pressName(press: KeyPress): string | null {
  if (press.altKey || ['Shift', 'Control', 'Meta', 'Alt', 'Dead'].includes(press.key)) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return press.ctrlKey || press.metaKey ? `mod+${key}` : key;
}

export type Sequence = { pending: string | null; atMs: number };

/** How long the second key of a pair such as `g i` may take. */
const pairWithinMs = 1_200;

/**
 * One press against the shortcuts in force: which one runs, and which first key is now waited on.
 * A pair's first key is held only if some pair begins with it.
 */
export function matchShortcut(
  sequence: Sequence,
  press: string,
  nowMs: number,
  known: readonly string[],
): { run: string | null; sequence: Sequence } {
  const idle: Sequence = { pending: null, atMs: nowMs };
  if (sequence.pending !== null && nowMs - sequence.atMs <= pairWithinMs) {
    const pair = `${sequence.pending} ${press}`;
    if (known.includes(pair)) return { run: pair, sequence: idle };
  }
  if (known.includes(press)) return { run: press, sequence: idle };
  const begins = known.some((each) => each.startsWith(`${press} `));
  return { run: null, sequence: begins ? { pending: press, atMs: nowMs } : idle };
}

const typingInputs = new Set([
  'checkbox',
  'radio',
  'button',
  'submit',
  'reset',
  'range',
  'color',
  'file',
]);

/** Whether the key goes into a text, so that a letter is a letter and no command. */
export function isTyping(target: {
  tagName: string;
  type?: string;
  isContentEditable?: boolean;
}): boolean {
  const tag = target.tagName.toUpperCase();
  if (target.isContentEditable || tag === 'TEXTAREA' || tag === 'SELECT') return true;
  return tag === 'INPUT' && !typingInputs.has(target.type ?? 'text');
}
