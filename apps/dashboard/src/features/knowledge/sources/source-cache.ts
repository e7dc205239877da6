import type { DocumentSummary } from '@platform/api-contract/types';
import type { KnowledgeSearch } from '../knowledge-search.ts';

export const pageSize = 100;

/** What `knowledge.list` is asked for a view of the table. */
export function listInput(search: KnowledgeSearch) {
  return {
    limit: pageSize,
    sort: search.sort ?? ('updated' as const),
    ...(search.q ? { search: search.q } : {}),
    ...(search.state ? { state: search.state } : {}),
  };
}

type Page = { items: DocumentSummary[]; nextCursor: string | null };

/**
 * The pages after a source changed. One that is shown is renewed where it stands: rows must not jump
 * under the pointer while their stages go by. A new one stands at the top until the next load sorts it.
 */
export function placeSource<P extends Page>(
  pages: readonly P[],
  source: DocumentSummary,
  search: KnowledgeSearch,
): P[] {
  let known = false;
  const renewed = pages.map((page) => {
    const items = page.items.map((each) => {
      if (each.id !== source.id) return each;
      known = true;
      // Two messages may cross: the later state wins.
      return source.updatedAt >= each.updatedAt ? source : each;
    });
    return { ...page, items };
  });
  const first = renewed[0];
  if (known || !first || !couldBelong(source, search)) return renewed;
  return [{ ...first, items: [source, ...first.items] }, ...renewed.slice(1)];
}

export function withoutSource<P extends Page>(pages: readonly P[], id: string): P[] {
  return pages.map((page) => ({ ...page, items: page.items.filter((each) => each.id !== id) }));
}

function couldBelong(source: DocumentSummary, search: KnowledgeSearch): boolean {
  // What a search finds is for the server to say.
  if (search.q) return false;
  if (search.state === 'processing')
    return source.state === 'processing' || source.state === 'queued';
  return search.state === undefined || search.state === source.state;
}
