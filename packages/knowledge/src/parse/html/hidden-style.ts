type Rgb = readonly [number, number, number];

/** Declarations of a `style` attribute or rule, lower case, the last of a name winning. */
export function declarations(style: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const declaration of style.toLowerCase().split(';').slice(0, 200)) {
    const colon = declaration.indexOf(':');
    if (colon === -1) continue;
    const value = declaration
      .slice(colon + 1)
      .replace('!important', '')
      .trim();
    found.set(declaration.slice(0, colon).trim(), value);
  }
  return found;
}

const zero = /^0*\.?0*(?:px|em|rem|pt|%|vw|vh)?$/;
/** Farther out than any layout puts text that is meant to be seen. */
const farAway = -500;

/**
 * Whether a style makes text invisible: not displayed, transparent, too small, moved off the page,
 * clipped away, or in the colour of what is behind it. `background` is the colour behind the
 * element, white where undefined.
 */
export function isHiddenStyle(style: string, background: Rgb | undefined): boolean {
  const rules = declarations(style);
  const value = (name: string) => rules.get(name) ?? '';
  if (value('display') === 'none') return true;
  if (['hidden', 'collapse'].includes(value('visibility'))) return true;
  if (value('content-visibility') === 'hidden') return true;
  if (rules.has('opacity') && Number.parseFloat(value('opacity')) < 0.05) return true;
  if (isTiny(value('font-size'))) return true;
  const size = /(?:^|\s)(0(?:\.\d+)?(?:px|pt|em|rem|%)?)(?:\/|\s)/.exec(
    value('font').slice(0, 200),
  );
  if (size?.[1] !== undefined && isTiny(size[1])) return true;
  if (['left', 'top', 'right', 'text-indent', 'margin-left'].some((name) => isFar(value(name))))
    return true;
  if (/^rect\((?:\s*[01](?:px)?[\s,]*){4}\)$/.test(value('clip').slice(0, 100))) return true;
  if (/inset\((?:50|100)%|circle\(0/.test(value('clip-path').slice(0, 100))) return true;
  if (/scale\(0(?:\.0+)?\)/.test(value('transform').slice(0, 200))) return true;
  const clipped = /hidden|clip/.test(value('overflow'));
  if (
    clipped &&
    ['height', 'width', 'max-height', 'max-width'].some((name) => isEdge(rules.get(name)))
  ) {
    return true;
  }
  const color = parseColor(value('color'));
  if (color === 'transparent') return true;
  const own = backgroundOf(style);
  return color !== undefined && areAlike(color, own ?? background ?? white);
}

/** The background colour a style sets, undefined where it sets none (or an image). */
export function backgroundOf(style: string): Rgb | undefined {
  const rules = declarations(style);
  const color = parseColor(rules.get('background-color') ?? rules.get('background') ?? '');
  return color === 'transparent' ? undefined : color;
}

const white: Rgb = [255, 255, 255];

function isTiny(size: string): boolean {
  if (size === '') return false;
  if (zero.test(size)) return true;
  const number = Number.parseFloat(size);
  if (size.endsWith('px') || size.endsWith('pt')) return number < 2;
  return /(?:em|rem)$/.test(size) ? number < 0.1 : size.endsWith('%') && number < 10;
}

function isFar(length: string): boolean {
  const number = Number.parseFloat(length);
  if (Number.isNaN(number)) return false;
  return /r?em$/.test(length) ? number * 16 <= farAway : number <= farAway;
}

function isEdge(length: string | undefined): boolean {
  return length !== undefined && (zero.test(length) || /^1px$/.test(length));
}

/** Two colours a person cannot tell apart as text and background. */
function areAlike(a: Rgb, b: Rgb): boolean {
  return a.every((channel, index) => Math.abs(channel - (b[index] ?? 0)) < 24);
}

const named: Record<string, Rgb> = {
  white,
  black: [0, 0, 0],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  navy: [0, 0, 128],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  yellow: [255, 255, 0],
  orange: [255, 165, 0],
};

function parseColor(raw: string): Rgb | 'transparent' | undefined {
  const text = raw.slice(0, 100);
  if (text === 'transparent') return 'transparent';
  const hex = /^#([0-9a-f]{3,8})\b/.exec(text)?.[1];
  if (hex !== undefined) return parseHex(hex);
  const parts = /^rgba?\(([^)]{1,60})\)/
    .exec(text)?.[1]
    ?.split(/[\s,/]+/)
    .filter((part) => part !== '');
  if (parts !== undefined) {
    const [r, g, b, alpha] = parts.map((part) =>
      part.endsWith('%') ? Number.parseFloat(part) * 2.55 : Number.parseFloat(part),
    );
    if (alpha !== undefined && alpha < 0.05) return 'transparent';
    return r === undefined || g === undefined || b === undefined ? undefined : [r, g, b];
  }
  return Object.hasOwn(named, text) ? named[text] : undefined;
}

function parseHex(hex: string): Rgb | 'transparent' | undefined {
  const long = hex.length <= 4 ? [...hex].map((digit) => digit + digit).join('') : hex;
  if (long.length !== 6 && long.length !== 8) return undefined;
  const channels = [0, 2, 4, 6].map((at) => Number.parseInt(long.slice(at, at + 2), 16));
  const [r = 0, g = 0, b = 0, alpha = 255] = channels;
  if (long.length === 8 && alpha < 13) return 'transparent';
  return [r, g, b];
}
