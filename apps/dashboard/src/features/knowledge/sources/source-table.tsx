import type { DocumentSummary } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Skeleton } from '@platform/ui/skeleton';
import { Cell, ColumnHead } from '@platform/ui/table';
import { useVirtualizer } from '@tanstack/react-virtual';
import clsx from 'clsx';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { KnowledgeSearch } from '../knowledge-search.ts';
import { SourceCells } from './source-row.tsx';

/** How far before the end of the loaded rows the next page is asked for. */
const loadAhead = 20;

/**
 * The sources as a real table of which only the rows in view are in the page: two empty rows stand
 * for what is above and below. It scrolls with the page, so that the whole page stays a drop zone.
 */
export function SourceTable(props: {
  items: readonly DocumentSummary[];
  total: number;
  sort: NonNullable<KnowledgeSearch['sort']>;
  onSort: (sort: NonNullable<KnowledgeSearch['sort']>) => void;
  hasMore: boolean;
  onMore: () => void;
}) {
  const t = useTexts();
  const { items, hasMore, onMore } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  // What stands above the table (uploads, notices) grows and shrinks.
  useLayoutEffect(() => {
    const scroller = scrollElement();
    if (!body.current || !scroller) return;
    const top =
      body.current.getBoundingClientRect().top -
      scroller.getBoundingClientRect().top +
      scroller.scrollTop;
    if (Math.abs(top - offset) > 1) setOffset(top);
  });
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: scrollElement,
    estimateSize: () => 49,
    overscan: 12,
    scrollMargin: offset,
    getItemKey: (index) => items[index]?.id ?? index,
  });
  const shown = rows.getVirtualItems();
  const above = (shown[0]?.start ?? offset) - offset;
  const below = rows.getTotalSize() - ((shown.at(-1)?.end ?? offset) - offset);
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= items.length - loadAhead) onMore();
  }, [hasMore, lastShown, items.length, onMore]);

  const head = { sort: props.sort, onSort: props.onSort };
  return (
    <table
      aria-label={t('knowledge.tableLabel')}
      aria-rowcount={props.total + 1}
      className="w-full table-auto border-collapse text-start @xl:table-fixed"
    >
      <thead className="@max-xl:sr-only [&_th]:sticky [&_th]:top-0 [&_th]:z-10 [&_th]:bg-paper [&_th]:shadow-[0_1px_0_var(--line)]">
        <tr aria-rowindex={1}>
          <SortHead {...head} value="title" className="ps-3">
            {t('knowledge.columnSource')}
          </SortHead>
          <ColumnHead className="w-24 @max-3xl:hidden">{t('knowledge.columnKind')}</ColumnHead>
          <ColumnHead className="w-36 @max-xl:hidden">{t('knowledge.columnState')}</ColumnHead>
          <ColumnHead className="w-20 text-end @max-3xl:hidden">
            {t('knowledge.columnPassages')}
          </ColumnHead>
          <SortHead {...head} value="used" end className="w-24 @max-3xl:hidden">
            {t('knowledge.columnUsed')}
          </SortHead>
          <SortHead {...head} value="updated" className="w-26 @max-xl:hidden">
            {t('knowledge.columnUpdated')}
          </SortHead>
          <ColumnHead className="w-10">
            <span className="sr-only">{t('common.more')}</span>
          </ColumnHead>
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={moveBetweenRows}>
        {above > 0 ? <Gap height={above} /> : null}
        {shown.map((row) => {
          const source = items[row.index];
          return source ? (
            <tr
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              aria-rowindex={row.index + 2}
              className="border-line border-b align-top transition-colors hover:bg-hover"
            >
              <SourceCells source={source} />
            </tr>
          ) : null;
        })}
        {below > 0 ? <Gap height={below} /> : null}
      </tbody>
    </table>
  );
}

function scrollElement(): HTMLElement | null {
  return document.getElementById('content');
}

function Gap(props: { height: number }) {
  return (
    <tr aria-hidden style={{ height: props.height }}>
      <td colSpan={7} className="p-0" />
    </tr>
  );
}

/** Up and down go from source to source, as in any list. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

function SortHead(props: {
  value: NonNullable<KnowledgeSearch['sort']>;
  sort: NonNullable<KnowledgeSearch['sort']>;
  onSort: (sort: NonNullable<KnowledgeSearch['sort']>) => void;
  end?: boolean;
  className: string;
  children: string;
}) {
  const active = props.sort === props.value;
  const direction = props.value === 'title' ? 'ascending' : 'descending';
  return (
    <ColumnHead
      aria-sort={active ? direction : 'none'}
      className={clsx(props.className, props.end && 'text-end')}
    >
      <Button
        variant="quiet"
        size="sm"
        className={clsx('-mx-2', active && 'text-ink')}
        onClick={() => props.onSort(props.value)}
      >
        {props.children}
        <ArrowDown
          aria-hidden
          className={clsx(
            'size-3',
            !active && 'opacity-0',
            props.value === 'title' && 'rotate-180',
          )}
        />
      </Button>
    </ColumnHead>
  );
}

/** The table's shape while it loads. */
export function SourceTableSkeleton() {
  return (
    <table aria-hidden className="w-full border-collapse">
      <tbody>
        {Array.from({ length: 8 }, (_, index) => (
          // Placeholders have no identity.
          <tr key={index} className="border-line border-b">
            <Cell>
              <Skeleton className="w-2/3" />
            </Cell>
            <Cell className="w-40 max-md:hidden">
              <Skeleton className="w-20" />
            </Cell>
            <Cell className="w-26 @max-xl:hidden">
              <Skeleton className="w-16" />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
