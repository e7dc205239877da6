import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireId } from '../../lib/require-id.ts';
import { workspaceRoute } from '../../routes/workspace-route.tsx';
import { inboxSearch } from './inbox-view.ts';
import { MissingConversation } from './thread/missing-conversation.tsx';

const inboxLayoutRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/inbox',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('./inbox-page.tsx'), 'InboxPage'),
});

/** The list stays while conversations change beside it, so the thread is a child of the inbox. */
const threadRoute = createRoute({
  getParentRoute: () => inboxLayoutRoute,
  path: '$conversationId',
  loader: ({ params }) => requireId('conversation', params.conversationId),
  notFoundComponent: MissingConversation,
  component: lazyRouteComponent(() => import('./thread/thread-page.tsx'), 'ThreadPage'),
});

export const inboxRoute = inboxLayoutRoute.addChildren([threadRoute]);
