import type { Widget } from '@platform/api-contract/types';
import { Chip } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PanelsTopLeft } from 'lucide-react';
import { api, queryClient, trpc } from '../../api/client.ts';
import { ListPage, ListRow, rowLinkClass } from '../../lib/list-page.tsx';
import { removeWithUndo } from '../../lib/remove-with-undo.ts';
import { useMay } from '../../shell/workspace-context.tsx';
import { type Texts, useTexts } from '../../texts/use-texts.tsx';
import { CreateWidgetDialog } from './create-widget-dialog.tsx';

export function WidgetsPage() {
  const t = useTexts();
  const mayChange = useMay('widgets.write');
  const query = useQuery(trpc.widgets.list.queryOptions());
  return (
    <ListPage
      title={t('nav.widgets')}
      lead={t('widgets.lead')}
      query={query}
      items={query.data?.widgets}
      empty={{
        icon: <PanelsTopLeft aria-hidden />,
        title: t('widgets.emptyTitle'),
        hint: t('widgets.emptyHint'),
      }}
      create={
        mayChange
          ? {
              label: t('widgets.create'),
              dialog: (close) => <CreateWidgetDialog onClose={close} />,
            }
          : undefined
      }
      row={(each) => <WidgetRow key={each.id} widget={each} mayChange={mayChange} />}
    />
  );
}

function WidgetRow({ widget, mayChange }: { widget: Widget; mayChange: boolean }) {
  const t = useTexts();
  const [seen] = widget.seenPages;
  return (
    <ListRow
      start={
        <span
          aria-hidden
          className="mt-1 size-4 shrink-0 rounded-full border border-line"
          style={{ background: widget.settings.accent }}
        />
      }
      heading={
        <>
          <Link to="/widgets/$widgetId" params={{ widgetId: widget.id }} className={rowLinkClass}>
            <bdi>{widget.name}</bdi>
          </Link>
          <Chip tone={widget.enabled ? 'ok' : 'outline'}>
            {t(widget.enabled ? 'widgets.enabled' : 'widgets.disabled')}
          </Chip>
        </>
      }
      menuLabel={t('widgets.rowMenu', { name: widget.name })}
      onDelete={mayChange ? () => removeWidget(widget, t) : undefined}
    >
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
    </ListRow>
  );
}

function removeWidget({ id, name }: Widget, t: Texts): void {
  const input = { widgetId: id };
  removeWithUndo({
    id,
    said: t('widgets.removed', { name }),
    failed: t('widgets.removeFailed', { name }),
    remove: () => api.widgets.remove.mutate(input),
    procedure: 'widgets.remove',
    input,
    onRemoved: () => void queryClient.invalidateQueries({ queryKey: trpc.widgets.pathKey() }),
  });
}
