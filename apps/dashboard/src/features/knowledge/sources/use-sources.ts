import type { DocumentSummary } from '@platform/api-contract/types';
import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryClient, trpc } from '../../../api/client.ts';
import { useRemoved } from '../../../lib/remove-with-undo.ts';
import { useTopic } from '../../../realtime/realtime.tsx';
import type { KnowledgeSearch } from '../knowledge-search.ts';
import { listInput, placeSource, withoutSource } from './source-cache.ts';

type Pages = InfiniteData<{ items: DocumentSummary[]; nextCursor: string | null }>;

/** Numbers beside the filters are asked for again at most this often while sources move. */
const countAgainAfterMs = 1_500;
let counting: ReturnType<typeof setTimeout> | undefined;

const countsInput = { limit: 1 };

/** The sources of a view, page by page, live. */
export function useSources(search: KnowledgeSearch) {
  const removed = useRemoved();
  const list = useInfiniteQuery(
    trpc.knowledge.list.infiniteQueryOptions(listInput(search), {
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  );
  const counts = useQuery(trpc.knowledge.list.queryOptions(countsInput)).data?.counts;
  useTopic('knowledge', {
    onEvent: (event) => {
      if (event.type === 'document.updated') writeSource(event.payload);
      if (event.type === 'document.removed') dropSource(event.payload.documentId);
    },
    onReset: refreshSources,
  });
  const items = useMemo(() => {
    const seen = new Set<string>(removed);
    const all = list.data?.pages.flatMap((page) => page.items) ?? [];
    // A row that moved between two pages while they loaded comes in both.
    return all.filter((each) => !seen.has(each.id) && seen.add(each.id));
  }, [list.data, removed]);
  return { list, items, counts: counts ?? list.data?.pages[0]?.counts };
}

/** Puts what is now known of a source everywhere it is shown. */
export function writeSource(source: DocumentSummary): void {
  for (const query of queryClient
    .getQueryCache()
    .findAll({ queryKey: trpc.knowledge.list.pathKey() })) {
    if (!isPages(query.state.data)) continue;
    const search = searchOf(query.queryKey);
    queryClient.setQueryData<Pages>(
      query.queryKey,
      (data) => data && { ...data, pages: placeSource(data.pages, source, search) },
    );
  }
  const reader = trpc.knowledge.get.queryKey({ documentId: source.id });
  const shown = queryClient.getQueryData(reader);
  // The text is there only once it is read: another state means another text.
  if (shown && shown.state !== source.state)
    void queryClient.invalidateQueries({ queryKey: reader });
  else queryClient.setQueryData(reader, (known) => known && { ...known, ...source });
  countSoon();
}

export function dropSource(id: string): void {
  for (const query of queryClient
    .getQueryCache()
    .findAll({ queryKey: trpc.knowledge.list.pathKey() })) {
    if (!isPages(query.state.data)) continue;
    queryClient.setQueryData<Pages>(
      query.queryKey,
      (data) => data && { ...data, pages: withoutSource(data.pages, id) },
    );
  }
  countSoon();
}

export function refreshSources(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.knowledge.list.pathKey() });
}

function countSoon(): void {
  if (counting !== undefined) return;
  counting = setTimeout(() => {
    counting = undefined;
    void queryClient.invalidateQueries({ queryKey: trpc.knowledge.list.queryKey(countsInput) });
  }, countAgainAfterMs);
}

function isPages(data: unknown): data is Pages {
  return typeof data === 'object' && data !== null && 'pages' in data;
}

/** tRPC keys are `[path, { input, type }]`; the input holds what the view was asked for. */
function searchOf(queryKey: readonly unknown[]): KnowledgeSearch {
  const [, options] = queryKey;
  if (typeof options !== 'object' || options === null || !('input' in options)) return {};
  const input = options.input as { search?: string; state?: KnowledgeSearch['state'] };
  return { q: input.search, state: input.state };
}
