/**
 * One address and nothing else: no second recipient behind a comma, no header behind a line break, no
 * name in front, nothing that a mail server could read otherwise than we do.
 * [ASVS 1.3.11]
 */
const oneAddress = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i;

/** Throws a `TypeError` for anything but one plain address of at most 254 characters. */
export function requireOneAddress(text: string): string {
  if (text.length > 254 || !oneAddress.test(text)) {
    throw new TypeError('A mail goes to one plain address.');
  }
  return text;
}

// A line break would end a header; the others have no place in one.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** One line for a header or a sentence, without characters that could end it. */
export const toOneLine = (text: string): string => text.replace(controls, ' ').trim();
