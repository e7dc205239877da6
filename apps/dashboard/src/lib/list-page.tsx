import { Button } from '@platform/ui/button';
import { EmptyState } from '@platform/ui/empty-state';
import { IconButton } from '@platform/ui/icon-button';
import { Menu, MenuItem } from '@platform/ui/menu';
import { PageHeader } from '@platform/ui/page-header';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { Ellipsis, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FailurePanel } from '../shell/failure-panel.tsx';
import { Page } from '../shell/page.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useRemoved } from './remove-with-undo.ts';

/**
 * A screen that lists what the team has made, a row for each, and makes another. What was deleted and
 * can still be brought back is not in it. `create` absent: this person may only look.
 */
export function ListPage<Item extends { id: string }>(props: {
  title: string;
  lead: string;
  query: { error: unknown; isPending: boolean; isSuccess: boolean; refetch: () => unknown };
  items: readonly Item[] | undefined;
  empty: { icon: ReactNode; title: string; hint: string };
  create?: { label: string; dialog: (close: () => void) => ReactNode } | undefined;
  row: (item: Item) => ReactNode;
}) {
  const t = useTexts();
  const [creating, setCreating] = useState(false);
  const removed = useRemoved();
  const { title, query, empty, create } = props;
  const items = (props.items ?? []).filter((each) => !removed.has(each.id));
  const button = create ? (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setCreating(true)}
    >
      {create.label}
    </Button>
  ) : null;
  return (
    <Page title={title}>
      <PageHeader title={title} description={props.lead} actions={button} />
      {query.error ? (
        <FailurePanel error={query.error} onRetry={() => void query.refetch()} className="mb-4" />
      ) : null}
      {query.isPending ? (
        <Loading label={t('common.loading')} className="flex flex-col gap-6 pt-2">
          {[0, 1, 2].map((each) => (
            <div key={each} className="flex flex-col gap-2">
              <Skeleton className="w-48" />
              <Skeleton className="w-80 max-w-full" />
            </div>
          ))}
        </Loading>
      ) : null}
      {query.isSuccess && items.length === 0 ? (
        <EmptyState icon={empty.icon} title={empty.title} action={button}>
          {empty.hint}
        </EmptyState>
      ) : null}
      {items.length > 0 ? (
        <ul aria-label={title} className="border-line border-t">
          {items.map(props.row)}
        </ul>
      ) : null}
      {creating ? create?.dialog(() => setCreating(false)) : null}
    </Page>
  );
}

/** The name in a row, as a link: the whole row is its target. */
export const rowLinkClass =
  'min-w-0 truncate font-medium text-ink no-underline after:absolute after:inset-0 hover:underline';

/** One row: `heading` holds the link and the chips, `onDelete` absent: this person may not delete it. */
export function ListRow(props: {
  start?: ReactNode;
  heading: ReactNode;
  children: ReactNode;
  menuLabel: string;
  onDelete?: (() => void) | undefined;
}) {
  const t = useTexts();
  return (
    <li className="relative flex items-start gap-3 border-line border-b py-3 transition-colors [contain-intrinsic-size:auto_4.5rem] [content-visibility:auto] hover:bg-hover md:px-3">
      {props.start}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">{props.heading}</div>
        {props.children}
      </div>
      {props.onDelete ? (
        // Above the link, which covers the row.
        <div className="relative">
          <Menu
            align="end"
            trigger={
              <IconButton label={props.menuLabel}>
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem tone="danger" icon={<Trash2 aria-hidden />} onSelect={props.onDelete}>
              {t('common.delete')}
            </MenuItem>
          </Menu>
        </div>
      ) : null}
    </li>
  );
}
