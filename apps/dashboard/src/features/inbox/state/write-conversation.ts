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

/** Events come in bursts; the numbers made from them are asked for at most this often. */
const countsAfterMs = 600;
let counting: ReturnType<typeof setTimeout> | undefined;

/** Asks again for what is counted over all conversations: the inbox's numbers and the overview. */
export function refreshCounts(): void {
  if (counting !== undefined) return;
  counting = setTimeout(() => {
    counting = undefined;
    void queryClient.invalidateQueries({ queryKey: trpc.conversations.counts.queryKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.insights.overview.pathKey() });
  }, countsAfterMs);
}

export function refreshLists(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.conversations.list.pathKey() });
  refreshCounts();
}

/** The details as the screen shows them; `undefined` while they load. */
export function readDetails(conversationId: string): ConversationDetails | undefined {
  return queryClient.getQueryData(trpc.conversations.get.queryKey({ conversationId }));
}
