/** Relative luminance and contrast as WCAG 2.2 defines them; colours are `#RRGGBB`. */
const channels = (hex: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

const luminance = (hex: string): number =>
  channels(hex).reduce((sum, part, i) => {
    const share = part / 255;
    const linear = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    return sum + linear * ([0.2126, 0.7152, 0.0722][i] ?? 0);
  }, 0);

export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(x, y) / Math.min(x, y);
}

/** Black or white, whichever reads better: at 0.179 the two are equal, and both beyond 4.5. */
export const textOn = (background: string): string =>
  luminance(background) > 0.179 ? '#000000' : '#FFFFFF';

/** The customer's colour, moved towards `ink` just as far as it takes to be read as text on `paper`. */
export function readableAccent(accent: string, paper: string, ink: string): string {
  const from = channels(accent);
  const to = channels(ink);
  for (let step = 0; step < 20; step += 1) {
    const mixed = from.map((part, i) => Math.round(part + (((to[i] ?? 0) - part) * step) / 20));
    const hex = `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    if (contrast(hex, paper) >= 4.6) return hex;
  }
  return ink;
}
