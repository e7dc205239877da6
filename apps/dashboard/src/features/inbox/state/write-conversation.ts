import type { ConversationDetails, ConversationSummary } from '@platform/api-contract/types';
import type { InfiniteData } from '@tanstack/react-query';
import { queryClient, trpc } from '../../../api/client.ts';
import { belongs, type ListFilter, placeInPages } from './conversation-cache.ts';

type Pages = InfiniteData<{ items: ConversationSummary[]; nextCursor: string | null }>;

/** A list that only the server can decide about is asked again, at most this often. */
const askAgainAfterMs = 2_500;
let asking: ReturnType<typeof setTimeout> | undefined;

/** Puts what is now known of a conversation everywhere it is shown. */
export function writeConversation(conversation: ConversationSummary, meId: string): void {
  const detailsKey = trpc.conversations.get.queryKey({ conversationId: conversation.id });
  queryClient.setQueryData(detailsKey, (known) => known && { ...known, ...conversation });
  for (const query of loadedLists()) {
    const fits = belongs(conversation, filterOf(query.queryKey), meId);
    queryClient.setQueryData<Pages>(
      query.queryKey,
      (data) => data && { ...data, pages: placeInPages(data.pages, conversation, fits) },
    );
    if (fits === null) askAgain();
  }
}

function loadedLists() {
  return queryClient
    .getQueryCache()
    .findAll({ queryKey: trpc.conversations.list.pathKey() })
    .filter((query) => isPages(query.state.data));
}

function isPages(data: unknown): data is Pages {
  return typeof data === 'object' && data !== null && 'pages' in data;
}

/** tRPC keys are `[path, { input, type }]`. */
function filterOf(queryKey: readonly unknown[]): ListFilter {
  const [, options] = queryKey;
  if (typeof options !== 'object' || options === null || !('input' in options)) return {};
  return (options.input ?? {}) as ListFilter;
}

function askAgain(): void {
  if (asking !== undefined) return;
  asking = setTimeout(() => {
    asking = undefined;
    void queryClient.invalidateQueries({
      predicate: (query) => {
        const filter = filterOf(query.queryKey);
        return isPages(query.state.data) && Boolean(filter.search || filter.outcome);
      },
    });
  }, askAgainAfterMs);
}

export function refreshCounts(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.conversations.counts.queryKey() });
}

export function refreshLists(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.conversations.list.pathKey() });
  refreshCounts();
}

/** The details as the screen shows them; `undefined` while they load. */
export function readDetails(conversationId: string): ConversationDetails | undefined {
  return queryClient.getQueryData(trpc.conversations.get.queryKey({ conversationId }));
}
