/**
 * Characters that show nothing and are used to hide instructions from people, or that
 * PostgreSQL refuses (NUL): C0/C1 controls but tab and newline, soft hyphen, zero width space and
 * word joiner, byte order marks, direction overrides and isolates, and the whole tag block
 * (U+E0000). Zero width (non-)joiners stay, Persian and emoji need them.
 */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** Line ends become `\n`, invisible characters go, composed form, no lone surrogates. Length may change. */
export function cleanText(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
    .replace(invisible, '')
    .normalize('NFC');
}

/** One line: every run of white space is one space, none at the ends. */
export function oneLine(raw: string): string {
  return cleanText(raw).replace(/\s+/g, ' ').trim();
}

/** A paragraph that may have line breaks of its own: spaces within lines are joined, lines trimmed. */
export function paragraph(raw: string): string {
  return cleanText(raw)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Text whose indentation carries meaning (code): only trailing blanks and empty ends go. */
export function preformatted(raw: string): string {
  const lines = cleanText(raw)
    .split('\n')
    .map((line) => line.trimEnd());
  let first = 0;
  let last = lines.length;
  while (first < last && lines[first] === '') first += 1;
  while (last > first && lines[last - 1] === '') last -= 1;
  return lines.slice(first, last).join('\n');
}
