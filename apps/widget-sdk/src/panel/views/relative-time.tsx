const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in the words of the widget's language; the exact time beside it on hover. */
export function RelativeTime({ iso, locale }: { iso: string; locale: string }) {
  const at = new Date(iso);
  const agoMs = Date.now() - at.getTime();
  const [unit, sizeMs] = units.find(([, size]) => agoMs >= size) ?? ['second', agoMs || 1];
  const count = unit === 'second' ? 0 : -Math.floor(agoMs / sizeMs);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return (
    <time dateTime={iso} title={at.toLocaleString(locale)}>
      {words.format(count, unit)}
    </time>
  );
}
