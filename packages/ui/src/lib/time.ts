const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * A moment as people say it: "now", "3 min ago", "2 hr ago", "yesterday", then the date. `narrow`
 * gives the shortest form for lists ("3m", "2h", "4d"). Moments in the future by less than a minute
 * are clocks that differ, and read as "now".
 */
export function formatRelative(
  at: Date,
  now: Date,
  options: { locale: string; nowWord: string; narrow?: boolean },
): string {
  const agoMs = now.getTime() - at.getTime();
  if (agoMs < minuteMs && agoMs > -minuteMs) return options.nowWord;
  if (Math.abs(agoMs) >= 7 * dayMs) return formatDay(at, now, options.locale);
  const [value, unit] = inUnits(agoMs);
  if (options.narrow) {
    return new Intl.NumberFormat(options.locale, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
    }).format(Math.abs(value));
  }
  return new Intl.RelativeTimeFormat(options.locale, { numeric: 'auto', style: 'short' }).format(
    -value,
    unit,
  );
}

function inUnits(agoMs: number): [number, 'minute' | 'hour' | 'day'] {
  if (Math.abs(agoMs) < hourMs) return [Math.trunc(agoMs / minuteMs), 'minute'];
  if (Math.abs(agoMs) < dayMs) return [Math.trunc(agoMs / hourMs), 'hour'];
  return [Math.trunc(agoMs / dayMs), 'day'];
}

function formatDay(at: Date, now: Date, locale: string): string {
  const sameYear = at.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}

/** The moment in full, in the reader's own time zone. */
export function formatAbsolute(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The time of day, for rows that already stand under their date. */
export function formatClock(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `340` -> "340 ms", `2400` -> "2.4 s", `75000` -> "1 min 15 s". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1_000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}
