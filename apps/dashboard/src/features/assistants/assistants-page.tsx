import type { Assistant } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip } from '@platform/ui/chip';
import { EmptyState } from '@platform/ui/empty-state';
import { IconButton } from '@platform/ui/icon-button';
import { Menu, MenuItem } from '@platform/ui/menu';
import { PageHeader } from '@platform/ui/page-header';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ellipsis, MessageCircleQuestion, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../api/client.ts';
import { removeWithUndo, useRemoved } from '../../lib/remove-with-undo.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { CreateAssistantDialog } from './create-assistant-dialog.tsx';

export function AssistantsPage() {
  const t = useTexts();
  const mayChange = useMay('assistants.write');
  const [creating, setCreating] = useState(false);
  const list = useQuery(trpc.assistants.list.queryOptions());
  const removed = useRemoved();
  const assistants = (list.data?.assistants ?? []).filter((each) => !removed.has(each.id));
  const create = mayChange ? (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setCreating(true)}
    >
      {t('assistants.create')}
    </Button>
  ) : null;
  return (
    <Page title={t('nav.assistants')}>
      <PageHeader title={t('nav.assistants')} description={t('assistants.lead')} actions={create} />
      {list.error ? (
        <FailurePanel error={list.error} onRetry={() => void list.refetch()} className="mb-4" />
      ) : null}
      {list.isPending ? (
        <Loading label={t('common.loading')} className="flex flex-col gap-6 pt-2">
          {[0, 1, 2].map((each) => (
            <div key={each} className="flex flex-col gap-2">
              <Skeleton className="w-48" />
              <Skeleton className="w-80 max-w-full" />
            </div>
          ))}
        </Loading>
      ) : null}
      {list.isSuccess && assistants.length === 0 ? (
        <EmptyState
          icon={<MessageCircleQuestion aria-hidden />}
          title={t('assistants.emptyTitle')}
          action={create}
        >
          {t('assistants.emptyHint')}
        </EmptyState>
      ) : null}
      {assistants.length > 0 ? (
        <ul aria-label={t('nav.assistants')} className="border-line border-t">
          {assistants.map((each) => (
            <AssistantRow key={each.id} assistant={each} mayChange={mayChange} />
          ))}
        </ul>
      ) : null}
      {creating ? <CreateAssistantDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function AssistantRow({ assistant, mayChange }: { assistant: Assistant; mayChange: boolean }) {
  const t = useTexts();
  const { draft, published, changes } = assistant;
  return (
    <li className="relative flex items-start gap-3 border-line border-b py-3 transition-colors [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto] hover:bg-hover md:px-3">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to="/assistants/$assistantId"
            params={{ assistantId: assistant.id }}
            className="min-w-0 truncate font-medium text-ink no-underline after:absolute after:inset-0 hover:underline"
          >
            <bdi>{draft.name}</bdi>
          </Link>
          {published === null ? (
            <Chip tone="outline">{t('assistants.neverPublished')}</Chip>
          ) : changes.length > 0 ? (
            <Chip tone="neutral">{t('assistants.changeCount', { count: changes.length })}</Chip>
          ) : (
            <Chip tone="ok">{t('assistants.upToDate')}</Chip>
          )}
        </div>
        <p className="truncate text-ink-2">
          <bdi>{draft.greeting}</bdi>
        </p>
        <p className="text-ink-2 text-sm">
          {draft.model === 'auto' ? t('assistants.modelAuto') : draft.model}
          {' · '}
          {t('assistants.conversations', { count: assistant.conversationCount })}
          {' · '}
          <RelativeTime at={assistant.updatedAt} />
        </p>
      </div>
      {mayChange ? (
        <div className="relative">
          <Menu
            align="end"
            trigger={
              <IconButton label={t('assistants.rowMenu', { name: draft.name })}>
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem
              tone="danger"
              icon={<Trash2 aria-hidden />}
              onSelect={() =>
                removeWithUndo({
                  id: assistant.id,
                  said: t('assistants.removed', { name: draft.name }),
                  failed: t('assistants.removeFailed', { name: draft.name }),
                  remove: () => api.assistants.remove.mutate({ assistantId: assistant.id }),
                  procedure: 'assistants.remove',
                  input: { assistantId: assistant.id },
                  onRemoved: () =>
                    void queryClient.invalidateQueries({ queryKey: trpc.assistants.pathKey() }),
                })
              }
            >
              {t('common.delete')}
            </MenuItem>
          </Menu>
        </div>
      ) : null}
    </li>
  );
}
