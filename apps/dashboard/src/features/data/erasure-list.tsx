import type { Erasure } from '@platform/api-contract/types';
import { buttonClass } from '@platform/ui/button';
import { Chip, type ChipTone } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { Link } from '@tanstack/react-router';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { useErasures } from './use-erasures.ts';

const erasureTones: Record<Erasure['state'], ChipTone> = {
  scheduled: 'human',
  running: 'info',
  done: 'ok',
  cancelled: 'neutral',
};

/** What was erased in this workspace, and where its receipts are. */
export function ErasureList() {
  const t = useTexts();
  const list = useErasures();
  if (list.error && !list.data) {
    return <FailurePanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return (
      <Loading label={t('common.loading')}>
        <Skeleton className="h-10" />
      </Loading>
    );
  }
  if (list.data.erasures.length === 0) return <p className="text-ink-2">{t('data.noReceipts')}</p>;
  return (
    <ul aria-label={t('data.receipts')} className="border-line border-t">
      {list.data.erasures.map((each) => (
        <li
          key={each.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-2.5"
        >
          <p className="min-w-0 flex-1">
            <span className="font-medium">{t(`data.erasure.${each.kind}`)}</span>{' '}
            <RelativeTime at={each.askedAt} className="text-ink-2 text-sm" />
          </p>
          <Chip tone={erasureTones[each.state]}>{t(`data.erasure.${each.state}`)}</Chip>
          <Link
            to="/receipt/$erasureId"
            params={{ erasureId: each.id }}
            className={buttonClass('outline', 'sm')}
          >
            {t('data.showReceipt')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
