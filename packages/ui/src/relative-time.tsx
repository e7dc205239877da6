import { useNowMs } from './lib/clock.ts';
import { formatAbsolute, formatRelative } from './lib/time.ts';
import { useUi } from './ui-provider.tsx';

/** "3 min ago", with the full moment as its title, or written beside it where there is room. */
export function RelativeTime(props: {
  at: string | Date;
  narrow?: boolean;
  withAbsolute?: boolean;
  /** It is still to come: "in 3 days". Otherwise what lies ahead is a clock that differs, and now. */
  ahead?: boolean;
  className?: string;
}) {
  const { locale, words } = useUi();
  const nowMs = useNowMs();
  const at = new Date(props.at);
  const absolute = formatAbsolute(at, locale);
  const relative = formatRelative(
    at,
    new Date(props.ahead ? nowMs : Math.max(nowMs, at.getTime())),
    {
      locale,
      nowWord: words.now,
      narrow: props.narrow ?? false,
    },
  );
  return (
    <time dateTime={at.toISOString()} title={absolute} className={props.className}>
      {relative}
      {props.withAbsolute ? <span className="text-ink-2"> · {absolute}</span> : null}
    </time>
  );
}
