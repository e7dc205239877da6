import type { Widget } from '@platform/api-contract/types';
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
import { Ellipsis, PanelsTopLeft, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../api/client.ts';
import { removeWithUndo, useRemoved } from '../../lib/remove-with-undo.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { Page } from '../../shell/page.tsx';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { CreateWidgetDialog } from './create-widget-dialog.tsx';

export function WidgetsPage() {
  const t = useTexts();
  const mayChange = useMay('widgets.write');
  const [creating, setCreating] = useState(false);
  const list = useQuery(trpc.widgets.list.queryOptions());
  const removed = useRemoved();
  const widgets = (list.data?.widgets ?? []).filter((each) => !removed.has(each.id));
  const create = mayChange ? (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setCreating(true)}
    >
      {t('widgets.create')}
    </Button>
  ) : null;
  return (
    <Page title={t('nav.widgets')}>
      <PageHeader title={t('nav.widgets')} description={t('widgets.lead')} actions={create} />
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
      {list.isSuccess && widgets.length === 0 ? (
        <EmptyState
          icon={<PanelsTopLeft aria-hidden />}
          title={t('widgets.emptyTitle')}
          action={create}
        >
          {t('widgets.emptyHint')}
        </EmptyState>
      ) : null}
      {widgets.length > 0 ? (
        <ul aria-label={t('nav.widgets')} className="border-line border-t">
          {widgets.map((each) => (
            <WidgetRow key={each.id} widget={each} mayChange={mayChange} />
          ))}
        </ul>
      ) : null}
      {creating ? <CreateWidgetDialog onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function WidgetRow({ widget, mayChange }: { widget: Widget; mayChange: boolean }) {
  const t = useTexts();
  const [seen] = widget.seenPages;
  return (
    <li className="relative flex items-start gap-3 border-line border-b py-3 transition-colors [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto] hover:bg-hover md:px-3">
      <span
        aria-hidden
        className="mt-1 size-4 shrink-0 rounded-full border border-line"
        style={{ background: widget.settings.accent }}
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to="/widgets/$widgetId"
            params={{ widgetId: widget.id }}
            className="min-w-0 truncate font-medium text-ink no-underline after:absolute after:inset-0 hover:underline"
          >
            <bdi>{widget.name}</bdi>
          </Link>
          <Chip tone={widget.enabled ? 'ok' : 'outline'}>
            {t(widget.enabled ? 'widgets.enabled' : 'widgets.disabled')}
          </Chip>
        </div>
        <p className="wrap-anywhere text-ink-2">
          <bdi>{widget.assistantName}</bdi>
          {' · '}
          {widget.allowedOrigins.length === 0
            ? t('widgets.originsEmpty')
            : widget.allowedOrigins.slice(0, 3).join(', ')}
          {widget.allowedOrigins.length > 3
            ? t('widgets.originsMore', { count: widget.allowedOrigins.length - 3 })
            : ''}
        </p>
        <p className="text-ink-2 text-sm">
          {seen ? (
            <>
              {t('widgets.seenLast')} <RelativeTime at={seen.lastSeenAt} />
            </>
          ) : (
            t('widgets.seenNever')
          )}
        </p>
      </div>
      {mayChange ? (
        <div className="relative">
          <Menu
            align="end"
            trigger={
              <IconButton label={t('widgets.rowMenu', { name: widget.name })}>
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem
              tone="danger"
              icon={<Trash2 aria-hidden />}
              onSelect={() =>
                removeWithUndo({
                  id: widget.id,
                  said: t('widgets.removed', { name: widget.name }),
                  failed: t('widgets.removeFailed', { name: widget.name }),
                  remove: () => api.widgets.remove.mutate({ widgetId: widget.id }),
                  procedure: 'widgets.remove',
                  input: { widgetId: widget.id },
                  onRemoved: () =>
                    void queryClient.invalidateQueries({ queryKey: trpc.widgets.pathKey() }),
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
