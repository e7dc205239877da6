import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { InboxSearch } from '../inbox-view.ts';
import { ConversationRow } from './conversation-row.tsx';
import { ListEmpty } from './list-empty.tsx';
import type { useConversationList } from './use-conversation-list.ts';

/** A row's height before it is measured: three lines and their padding at the default text size. */
const estimatedRowPx = 89;

export function ConversationList(props: {
  list: ReturnType<typeof useConversationList>;
  search: InboxSearch;
  openId: string | undefined;
  cursorId: string | undefined;
}) {
  const t = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const { list, cursorId } = props;
  const { conversations, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowPx,
    getItemKey: (index) => conversations[index]?.id ?? index,
    overscan: 8,
  });
  const rows = virtualizer.getVirtualItems();

  const lastShown = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= conversations.length - 10) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, conversations.length]);

  // The keys j and k move real focus, so that a screen reader reads the row and Enter opens it.
  const focused = useRef(cursorId);
  useEffect(() => {
    if (cursorId === undefined || cursorId === focused.current) return;
    focused.current = cursorId;
    const index = conversations.findIndex((each) => each.id === cursorId);
    if (index < 0) return;
    virtualizer.scrollToIndex(index);
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(cursorId)}"]`)
        ?.focus({ preventScroll: true }),
    );
  }, [cursorId, conversations, virtualizer]);

  // Back from a conversation to the list, on a narrow screen: to the row one came from.
  const wasOpen = useRef(props.openId);
  useEffect(() => {
    const left = props.openId === undefined ? wasOpen.current : undefined;
    wasOpen.current = props.openId;
    if (left === undefined) return;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(left)}"]`)
      ?.focus({ preventScroll: true });
  }, [props.openId]);

  if (list.isPending) return <ListSkeleton label={t('common.loading')} />;
  if (list.error && conversations.length === 0) {
    return <FailurePanel error={list.error} onRetry={() => void list.refetch()} className="m-4" />;
  }
  if (conversations.length === 0) return <ListEmpty search={props.search} />;

  const tabStop = props.cursorId ?? props.openId ?? conversations[0]?.id;
  return (
    <div ref={scroller} className="scrollbar-thin min-h-0 flex-1 overflow-y-auto">
      <ul
        aria-label={t('inbox.listLabel')}
        className="relative"
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map((row) => {
          const conversation = conversations[row.index];
          return conversation ? (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              aria-setsize={hasNextPage ? -1 : conversations.length}
              aria-posinset={row.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <ConversationRow
                conversation={conversation}
                open={conversation.id === props.openId}
                current={conversation.id === tabStop}
              />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

function ListSkeleton(props: { label: string }) {
  return (
    <Loading label={props.label}>
      {Array.from({ length: 8 }, (_, index) => index).map((index) => (
        <div key={index} className="flex flex-col gap-2 border-line border-b px-4 py-3">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-4/5" />
          <Skeleton className="w-24" />
        </div>
      ))}
    </Loading>
  );
}
