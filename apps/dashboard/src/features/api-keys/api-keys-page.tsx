import { Button } from '@platform/ui/button';
import { EmptyState } from '@platform/ui/empty-state';
import { PageHeader } from '@platform/ui/page-header';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { KeyList } from './key-list.tsx';

export function ApiKeysPage() {
  const t = useTexts();
  const [creating, setCreating] = useState(false);
  const list = useQuery(trpc.keys.list.queryOptions());
  const create = (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setCreating(true)}
    >
      {t('keys.create')}
    </Button>
  );
  return (
    <Page title={t('keys.title')} width="narrow">
      <PageHeader title={t('keys.title')} description={t('keys.lead')} actions={create} />
      {list.error && !list.data ? (
        <FailurePanel error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Loading label={t('common.loading')} className="flex flex-col gap-4">
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </Loading>
      ) : list.data.keys.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title={t('keys.emptyTitle')}>
          {t('keys.emptyDetail')}
        </EmptyState>
      ) : (
        <KeyList keys={list.data.keys} />
      )}
      {creating ? <CreateKeyDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}
