export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** True when no mark or valid UTF-8 said so, and western European was assumed. */
  guessed: boolean;
}

/**
 * Decodes text of unknown encoding: a byte order mark decides; without one, UTF-16 is recognised by
 * its zero bytes, then valid UTF-8 is UTF-8, and anything else is read as windows-1252, which is
 * what the encoding standard of the web falls back to.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return decoded(bytes, 'utf-8', false);
  if (a === 0xff && b === 0xfe) return decoded(bytes, 'utf-16le', false);
  if (a === 0xfe && b === 0xff) return decoded(bytes, 'utf-16be', false);
  const wide = wideWithoutMark(bytes);
  if (wide !== undefined) return decoded(bytes, wide, true);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: 'utf-8', guessed: false };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return decoded(bytes, 'windows-1252', true);
  }
}

function decoded(
  bytes: Uint8Array,
  encoding: DecodedText['encoding'],
  guessed: boolean,
): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding, guessed };
}

/** Text of European languages in UTF-16 has a zero in nearly every second byte. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 2_000) & ~1;
  if (length < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be';
  return undefined;
}
