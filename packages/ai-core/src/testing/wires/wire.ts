/** Tokens that a scripted model reports; null for a server that does not say. */
export interface WireUsage {
  input: number;
  cachedInput: number;
  output: number;
}

/** How one vendor's streaming API looks on the wire: server-sent events, as text to write. */
export interface Wire {
  name: string;
  /** Whether a request path is of this API. */
  serves(path: string): boolean;
  begin(model: string): string;
  text(piece: string): string;
  finish(usage: WireUsage | null, wholeText: string): string;
  /** Body of an answer with an HTTP error. */
  error(status: number): string;
  /** All text of a request, system rules first. */
  promptOf(body: unknown): string;
}

export const event = (data: unknown, name?: string): string =>
  `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;

/** Every string under `text`, `content`, `instructions` or `system` of a request's body, in order. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const texts: string[] = [];
  for (const key of [
    'system',
    'systemInstruction',
    'instructions',
    'messages',
    'input',
    'contents',
    'content',
    'parts',
    'text',
  ]) {
    if (key in value) texts.push(...textsOf(Reflect.get(value, key)));
  }
  return texts;
}
