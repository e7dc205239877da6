import type { ConversationState, ConversationSummary } from '@platform/api-contract/types';
import type { InboxSearch, InboxView } from '../inbox-view.ts';

/** What `conversations.list` is asked for a view of the inbox. */
export function listInput(search: InboxSearch) {
  return {
    ...viewFilters[search.view ?? 'open'],
    ...(search.q ? { search: search.q } : {}),
    ...(search.tag ? { tag: search.tag } : {}),
    ...(search.visitor ? { visitorId: search.visitor } : {}),
    limit: 50,
  };
}

const viewFilters = {
  open: { state: 'open' },
  waiting: { state: 'waiting' },
  mine: { assignee: 'me', state: 'open' },
  unassigned: { assignee: 'none', state: 'open' },
  ai: { state: 'ai' },
  resolved: { state: 'resolved' },
  'not-found': { outcome: 'not-found' },
  'rated-down': { outcome: 'rated-down' },
  all: {},
} as const satisfies Record<InboxView, object>;

export type ListFilter = {
  state?: ConversationState | 'open' | undefined;
  assignee?: string | undefined;
  search?: string | undefined;
  tag?: string | undefined;
  visitorId?: string | undefined;
  outcome?: string | undefined;
};

/**
 * Whether a conversation stands in a list; `null` where only the server can tell (a search, or what
 * happened inside of it).
 */
export function belongs(
  conversation: ConversationSummary,
  filter: ListFilter,
  meId: string,
): boolean | null {
  const { state, assignee, tag, visitorId } = filter;
  // A colleague's try with an assistant's draft is nobody's conversation.
  if (conversation.channel === 'preview') return false;
  if (tag && !conversation.tags.includes(tag)) return false;
  if (visitorId && conversation.visitorId !== visitorId) return false;
  if (state === 'open' && conversation.state === 'resolved') return false;
  if (state && state !== 'open' && conversation.state !== state) return false;
  const wanted = assignee === 'me' ? meId : assignee === 'none' ? null : assignee;
  if (wanted !== undefined && conversation.assigneeId !== wanted) return false;
  return filter.search || filter.outcome ? null : true;
}

type Page = { items: ConversationSummary[]; nextCursor: string | null };

/**
 * The pages of a list after a conversation changed: it moves to its place (newest first), leaves, or
 * is renewed where it stands. A conversation that sorts behind the last loaded page is left to the
 * loading of that page.
 */
export function placeInPages(
  pages: readonly Page[],
  conversation: ConversationSummary,
  fits: boolean | null,
): Page[] {
  const known = pages.some((page) => page.items.some((each) => each.id === conversation.id));
  if (fits === null) {
    return pages.map((page) => ({
      ...page,
      items: page.items.map((each) => (each.id === conversation.id ? conversation : each)),
    }));
  }
  const without = pages.map((page) => ({
    ...page,
    items: page.items.filter((each) => each.id !== conversation.id),
  }));
  if (!fits) return known ? without : [...pages];
  for (const [index, page] of without.entries()) {
    const at = page.items.findIndex((each) => isNewer(conversation, each));
    if (at < 0) continue;
    const items = [...page.items.slice(0, at), conversation, ...page.items.slice(at)];
    return without.map((each, position) => (position === index ? { ...each, items } : each));
  }
  const last = without.at(-1);
  if (!last || (last.nextCursor !== null && !known)) return without;
  return [...without.slice(0, -1), { ...last, items: [...last.items, conversation] }];
}

function isNewer(one: ConversationSummary, other: ConversationSummary): boolean {
  if (one.lastMessageAt !== other.lastMessageAt) return one.lastMessageAt > other.lastMessageAt;
  return one.id > other.id;
}
