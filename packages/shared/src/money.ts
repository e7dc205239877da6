/** Money is an integer of micro-dollars: $0.0042 is 4200. Sums stay exact and fit a 64-bit column. */
export type MicroDollars = number;

/**
 * `4200` -> `$0.0042`; `0` -> `no cost`. Small amounts keep the digits that matter, so that the price
 * of one answer is not rounded to nothing; amounts from a cent on have two decimals.
 */
export function formatMicros(micros: MicroDollars): string {
  if (micros === 0) return 'no cost';
  const dollars = micros / 1_000_000;
  if (Math.abs(dollars) >= 1) return `$${dollars.toFixed(2)}`;
  const decimals = Math.abs(dollars) >= 0.01 ? 3 : Math.abs(dollars) >= 0.0001 ? 4 : 6;
  return `$${dollars.toFixed(decimals)}`;
}
