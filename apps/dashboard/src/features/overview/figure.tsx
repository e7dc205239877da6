import { useUi } from '@platform/ui/ui-provider';
import { useTexts } from '../../texts/use-texts.tsx';
import { sparklinePath } from './sparkline-path.ts';

type FigureData = {
  value: number;
  previous: number | null;
  series: readonly { day: string; value: number }[];
};

const width = 160;
const height = 28;

/** One figure, what it was before, and its line by day. The line is also told in words. */
export function Figure(props: {
  name: string;
  figure: FigureData;
  days: number;
  format: (value: number) => string;
}) {
  const t = useTexts();
  const { locale } = useUi();
  const { figure, format } = props;
  const { series } = figure;
  const day = (iso: string | undefined) =>
    iso
      ? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
          new Date(iso),
        )
      : '';
  const label = t('overview.lineLabel', {
    name: props.name,
    from: day(series[0]?.day),
    to: day(series.at(-1)?.day),
    values: series.map((each) => format(each.value)).join(', '),
  });
  return (
    <div className="flex min-w-0 flex-col gap-1 bg-surface p-4">
      <dt className="text-ink-2 text-sm">{props.name}</dt>
      <dd data-numeric className="font-medium text-2xl">
        {format(figure.value)}
      </dd>
      <dd className="text-ink-2 text-xs">
        {figure.previous === null
          ? t('overview.noBefore')
          : t('overview.before', { previous: format(figure.previous), days: props.days })}
      </dd>
      <dd className="pt-2">
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="block h-7 w-full"
        >
          <path
            d={sparklinePath(
              series.map((each) => each.value),
              width,
              height,
            )}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
            className="text-ink-2"
          />
        </svg>
      </dd>
    </div>
  );
}
