/** Number formats a cell may have without the file defining them (ECMA-376 part 1, 18.8.30). */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const builtInPercents = new Map([
  [9, 0],
  [10, 2],
]);

export type CellFormat =
  | { type: 'general' }
  | { type: 'date'; hasDay: boolean; hasTime: boolean }
  | { type: 'percent'; decimals: number }
  | { type: 'currency'; symbol: string; decimals: number };

/** What a number format code means for reading. Colour and locale marks are ignored. */
export function cellFormat(id: number, code: string | undefined): CellFormat {
  if (code === undefined) {
    if (builtInDates.has(id))
      return { type: 'date', hasDay: id <= 17 || id === 22, hasTime: id >= 18 };
    const decimals = builtInPercents.get(id);
    return decimals === undefined ? { type: 'general' } : { type: 'percent', decimals };
  }
  const first = code.slice(0, 200).split(';')[0] ?? '';
  const symbol = /\[\$([^\]-]{1,5})/.exec(first)?.[1] ?? /[$€£¥]/.exec(first)?.[0];
  const bare = first.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '');
  const decimals = /0\.(0{1,10})/.exec(bare)?.[1]?.length ?? 0;
  if (bare.includes('%')) return { type: 'percent', decimals };
  if (/[dyhs]/i.test(bare) || /m{3,}/i.test(bare)) {
    return { type: 'date', hasDay: /[dy]|m{3,}/i.test(bare), hasTime: /[hs]/i.test(bare) };
  }
  return symbol === undefined ? { type: 'general' } : { type: 'currency', symbol, decimals };
}

/** The day number 0 of the two calendars a workbook may count in. */
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };
const dayMs = 86_400_000;

/** A stored number as a person sees it; what is no number stays as it is. */
export function formatNumber(raw: string, format: CellFormat, calendar: 1900 | 1904): string {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  switch (format.type) {
    case 'date':
      return formatDate(value, format, calendar);
    case 'percent':
      return `${trimNumber(value * 100, Math.max(format.decimals, 2))}%`;
    case 'currency': {
      const amount = Math.abs(value).toFixed(Math.min(format.decimals, 10));
      const sign = value < 0 ? '-' : '';
      return format.symbol.length === 1
        ? `${sign}${format.symbol}${amount}`
        : `${sign}${amount} ${format.symbol}`;
    }
    case 'general':
      // Binary fractions such as 0.30000000000000004 were never typed by anyone.
      return trimNumber(value, 10);
  }
}

function trimNumber(value: number, decimals: number): string {
  return Math.abs(value) >= 1e15 ? String(value) : String(Number(value.toFixed(decimals)));
}

function formatDate(
  value: number,
  format: { hasDay: boolean; hasTime: boolean },
  calendar: 1900 | 1904,
): string {
  const at = new Date(epochs[calendar] + Math.round(value * dayMs));
  if (Number.isNaN(at.getTime())) return String(value);
  const iso = at.toISOString();
  const time = iso.slice(11, 16);
  if (!format.hasDay) return time;
  return format.hasTime && time !== '00:00' ? `${iso.slice(0, 10)} ${time}` : iso.slice(0, 10);
}
