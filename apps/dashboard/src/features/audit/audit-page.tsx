import { Button } from '@platform/ui/button';
import { EmptyState } from '@platform/ui/empty-state';
import { PageHeader } from '@platform/ui/page-header';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import clsx from 'clsx';
import { Download, Lock, ScrollText, SearchX } from 'lucide-react';
import { trpc } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuditEntryRow } from './audit-entry-row.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { type AuditSearch, toFilter } from './audit-search.ts';
import { VerifyChain } from './verify-chain.tsx';

export function AuditPage() {
  const t = useTexts();
  const mayRead = useMay('audit.read');
  return (
    <Page title={t('audit.title')}>
      {mayRead ? (
        <AuditLog />
      ) : (
        <>
          <PageHeader title={t('audit.title')} />
          <EmptyState icon={<Lock aria-hidden />} title={t('error.forbidden')}>
            {t('audit.forbidden')}
          </EmptyState>
        </>
      )}
    </Page>
  );
}

function AuditLog() {
  const t = useTexts();
  const search = useSearch({ from: '/workspace/settings/audit' });
  const navigate = useNavigate();
  const change = (next: AuditSearch) =>
    void navigate({ to: '/settings/audit', search: { ...search, ...next }, replace: true });
  const filter = toFilter(search);
  const list = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...filter, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor, staleTime: 0 },
    ),
  );
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.values(search).some((each) => each !== undefined);
  const query = new URLSearchParams(
    Object.entries(filter).filter((each): each is [string, string] => each[1] !== undefined),
  ).toString();
  return (
    <>
      <PageHeader
        title={t('audit.title')}
        description={t('audit.lead')}
        actions={
          <>
            <Button
              icon={<Download aria-hidden className="size-4" />}
              title={t('audit.csvHint')}
              onClick={() => void download(`/export/audit.csv?${query}`, 'audit.csv')}
            >
              {t('audit.csv')}
            </Button>
            <Button
              icon={<Download aria-hidden className="size-4" />}
              title={t('audit.jsonLinesHint')}
              onClick={() => void download('/export/audit.jsonl', 'audit.jsonl')}
            >
              {t('audit.jsonLines')}
            </Button>
          </>
        }
      />
      <VerifyChain />
      <AuditFilters search={search} onChange={change} isFiltered={isFiltered} />
      {list.error ? (
        <FailurePanel error={list.error} onRetry={() => void list.refetch()} className="mb-4" />
      ) : null}
      {list.isPending ? <EntriesSkeleton /> : null}
      {list.isSuccess && items.length === 0 ? (
        <EmptyState
          icon={isFiltered ? <SearchX aria-hidden /> : <ScrollText aria-hidden />}
          title={t(isFiltered ? 'audit.noMatch' : 'audit.none')}
        >
          {t(isFiltered ? 'audit.noMatchHint' : 'audit.noneHint')}
        </EmptyState>
      ) : null}
      {items.length > 0 ? (
        <ul
          aria-label={t('audit.entries')}
          className={clsx('border-line border-t', list.isPlaceholderData && 'opacity-60')}
        >
          {items.map((entry) => (
            <AuditEntryRow key={entry.id} entry={entry} onNarrow={change} />
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? (
        <Button
          className="mt-4"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('audit.more')}
        </Button>
      ) : null}
    </>
  );
}

function EntriesSkeleton() {
  const t = useTexts();
  return (
    <Loading label={t('common.loading')}>
      {Array.from({ length: 8 }, (_, index) => (
        // Placeholders have no identity.
        <div key={index} className="flex gap-6 border-line border-b py-3.5">
          <Skeleton className="w-24" />
          <Skeleton className="w-48" />
          <Skeleton className="w-32 max-md:hidden" />
        </div>
      ))}
    </Loading>
  );
}
