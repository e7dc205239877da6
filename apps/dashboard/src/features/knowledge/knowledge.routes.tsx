import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireId } from '../../lib/require-id.ts';
import { workspaceRoute } from '../../routes/workspace-route.tsx';
import { knowledgeSearch, readerSearch } from './knowledge-search.ts';
import { MissingSource } from './missing-source.tsx';

export const knowledgeRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/knowledge',
  validateSearch: knowledgeSearch,
  component: lazyRouteComponent(() => import('./knowledge-page.tsx'), 'KnowledgePage'),
});

export const documentRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/knowledge/$documentId',
  validateSearch: readerSearch,
  loader: ({ params }) => requireId('document', params.documentId),
  notFoundComponent: MissingSource,
  component: lazyRouteComponent(() => import('./document-page.tsx'), 'DocumentPage'),
});

export const knowledgeRoutes = [knowledgeRoute, documentRoute] as const;
