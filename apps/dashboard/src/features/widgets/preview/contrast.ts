/*
 * Contrast as WCAG 2.2 defines it. The widget does the same with the same numbers, in its own bundle:
 * an app may not reach into another, and the preview must show what the visitor will see.
 */
type Rgb = readonly [number, number, number];

const onDark = '#0B1513';
const onLight = '#FFFFFF';

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function luminance(hex: string): number {
  const [r, g, b] = parse(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** From 1 (the same) to 21 (black on white). Colours are `#RRGGBB`. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** White or near-black, whichever reads better on `background`. */
export function textOn(background: string): string {
  const white = contrast(background, onLight);
  return white >= 4.5 || white > contrast(background, onDark) ? onLight : onDark;
}

export type AccentFault = 'pale-on-light' | 'lost-on-dark';

/** A control needs 3:1 against what is around it (WCAG 1.4.11); most sites are light. */
const seenOnLight = 3;
/**
 * On a dark page the launcher's symbol, which is always at least 4.3:1 against its own colour, is
 * lighter than the page: only a colour that vanishes altogether is worth a warning.
 */
const seenOnDark = 1.8;

/** Where a launcher of this colour is hard to see: on a white page, or on a dark one. */
export function accentFaults(accent: string): { fault: AccentFault; ratio: number }[] {
  const light = contrast(accent, '#FFFFFF');
  const dark = contrast(accent, '#141311');
  return [
    ...(light < seenOnLight ? [{ fault: 'pale-on-light' as const, ratio: light }] : []),
    ...(dark < seenOnDark ? [{ fault: 'lost-on-dark' as const, ratio: dark }] : []),
  ];
}
