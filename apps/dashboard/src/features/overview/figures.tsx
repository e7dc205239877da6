import type { Overview } from '@platform/api-contract/types';
import { formatMicros } from '@platform/shared/money';
import { formatDuration } from '@platform/ui/lib/time';
import { useUi } from '@platform/ui/ui-provider';
import { useTexts } from '../../texts/use-texts.tsx';
import { Figure } from './figure.tsx';

export function Figures(props: { overview: Overview; days: number }) {
  const t = useTexts();
  const { locale } = useUi();
  const { overview, days } = props;
  const whole = new Intl.NumberFormat(locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <section aria-label={t('overview.figures')}>
      <dl className="grid grid-cols-1 gap-px overflow-hidden rounded-panel border border-line bg-line sm:grid-cols-2 xl:grid-cols-4">
        <Figure
          name={t('overview.conversations')}
          figure={overview.conversations}
          days={days}
          format={(value) => whole.format(value)}
        />
        <Figure
          name={t('overview.withoutPerson')}
          figure={overview.answeredWithoutPerson}
          days={days}
          format={(value) => share.format(value)}
        />
        <Figure
          name={t('overview.firstAnswer')}
          figure={overview.firstAnswerMs}
          days={days}
          format={(value) => (value === 0 ? t('overview.noneYet') : formatDuration(value))}
        />
        <Figure
          name={t('overview.cost')}
          figure={overview.costMicros}
          days={days}
          format={(value) => formatMicros(Math.round(value))}
        />
      </dl>
    </section>
  );
}
