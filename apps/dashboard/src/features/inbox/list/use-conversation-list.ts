import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { trpc } from '../../../api/client.ts';
import type { InboxSearch } from '../inbox-view.ts';
import { listInput } from '../state/conversation-cache.ts';

/** The conversations of a view, page by page; changes are put in place as they happen. */
export function useConversationList(search: InboxSearch) {
  const query = useInfiniteQuery({
    ...trpc.conversations.list.infiniteQueryOptions(listInput(search), {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    placeholderData: keepPreviousData,
  });
  return { ...query, conversations: query.data?.pages.flatMap((page) => page.items) ?? [] };
}
