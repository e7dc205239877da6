import type { Receipt } from '@platform/api-contract/types';
import { BrandMark } from '@platform/ui/brand-mark';
import { Button } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useUi } from '@platform/ui/ui-provider';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { usePageTitle } from '../../shell/use-page-title.ts';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';
import { saveText } from './save-text.ts';

const route = getRouteApi('/receipt/$erasureId');
const askAgainMs = 1_000;

/** What was erased, for whoever has the link: signed in, signed out, or erased themselves. */
export function ReceiptPage() {
  const t = useTexts();
  const { erasureId } = route.useParams();
  usePageTitle(t('receipt.title'));
  const asked = useQuery({
    ...trpc.data.receipt.queryOptions({ erasureId }),
    staleTime: 0,
    refetchInterval: ({ state }) => {
      const found = state.data?.receipt;
      const isNear = found?.state === 'scheduled' && Date.parse(found.dueAt) <= Date.now();
      return found?.state === 'running' || isNear ? askAgainMs : false;
    },
  });
  const receipt = asked.data?.receipt;
  return (
    <main className="mx-auto flex w-full max-w-[44rem] flex-col gap-5 px-4 py-10">
      <a href="/" className="flex items-center gap-2.5 font-medium text-ink text-lg no-underline">
        <BrandMark size={24} />
        {t('common.appName')}
      </a>
      <div>
        <h1 tabIndex={-1} className="font-medium text-xl">
          {t('receipt.title')}
        </h1>
        <p className="text-ink-2">{t('receipt.lead')}</p>
      </div>
      {asked.error ? (
        <FailurePanel error={asked.error} onRetry={() => void asked.refetch()} />
      ) : null}
      {asked.isPending ? (
        <Loading label={t('common.loading')}>
          <Skeleton className="h-24" />
        </Loading>
      ) : null}
      {receipt === null ? (
        <Notice tone="danger" title={t('receipt.none')}>
          {t('receipt.noneHint')}
        </Notice>
      ) : null}
      {receipt ? <ReceiptView receipt={receipt} /> : null}
    </main>
  );
}

const unfinished: Partial<Record<Receipt['state'], TextId>> = {
  scheduled: 'receipt.scheduled',
  running: 'receipt.underWay',
  cancelled: 'receipt.cancelled',
};

function ReceiptView({ receipt }: { receipt: Receipt }) {
  const t = useTexts();
  const { locale } = useUi();
  const words = unfinished[receipt.state];
  const file = `receipt-${receipt.id}.json`;
  return (
    <>
      {words === undefined ? null : (
        <Notice title={t(words)}>
          {receipt.state === 'running' ? t('receipt.underWayHint') : null}
        </Notice>
      )}
      <dl className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
        <Fact name={t('receipt.what')}>{t(`data.erasure.${receipt.kind}`)}</Fact>
        <Fact name={t('receipt.asked')}>
          <RelativeTime at={receipt.askedAt} withAbsolute />
        </Fact>
        {receipt.finishedAt === null ? (
          <Fact name={t('receipt.due')}>
            <RelativeTime at={receipt.dueAt} ahead withAbsolute />
          </Fact>
        ) : (
          <Fact name={t('receipt.finished')}>
            <RelativeTime at={receipt.finishedAt} withAbsolute />
          </Fact>
        )}
        {receipt.askedBy === null ? null : (
          <Fact name={t('receipt.askedBy')}>
            <code className="wrap-anywhere font-mono text-xs">{receipt.askedBy}</code>
          </Fact>
        )}
        {receipt.chain === null ? null : (
          <Fact name={t('receipt.chain')}>
            {receipt.chain.length.toLocaleString(locale)}{' '}
            <code className="wrap-anywhere font-mono text-xs">{receipt.chain.headHash}</code>
          </Fact>
        )}
      </dl>
      {receipt.stores.length > 0 ? <Stores receipt={receipt} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          icon={<Download aria-hidden className="size-4" />}
          onClick={() => saveText(file, JSON.stringify(receipt, null, 2))}
        >
          {t('receipt.save')}
        </Button>
        <p className="text-ink-2 text-sm">{t('receipt.keep')}</p>
      </div>
    </>
  );
}

function Stores({ receipt }: { receipt: Receipt }) {
  const t = useTexts();
  const { locale } = useUi();
  return (
    <table className="w-full">
      <thead>
        <tr className="border-line border-b text-ink-2 text-sm">
          <th scope="col" className="py-1.5 text-start font-normal">
            {t('receipt.store')}
          </th>
          <th scope="col" className="py-1.5 text-start font-normal">
            {t('receipt.outcome')}
          </th>
          <th scope="col" className="py-1.5 text-end font-normal">
            {t('receipt.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {receipt.stores.map(({ store, outcome, count, note }) => (
          <tr key={store} className="border-line border-b align-top">
            <th scope="row" className="wrap-anywhere py-1.5 pe-3 text-start font-normal">
              {store}
            </th>
            <td className="py-1.5 pe-3 text-ink-2">
              {t(outcome === 'cleared' ? 'receipt.cleared' : 'receipt.kept')}
              {note === undefined ? null : <span className="block text-sm">{note}</span>}
            </td>
            <td className="py-1.5 text-end">{count.toLocaleString(locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-2 text-sm">{props.name}</dt>
      <dd className="wrap-anywhere">{props.children}</dd>
    </div>
  );
}
