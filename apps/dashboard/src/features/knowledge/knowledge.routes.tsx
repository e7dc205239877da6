import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { workspaceRoute } from '../../routes/workspace-route.tsx';

export const knowledgeRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('./knowledge-page.tsx'), 'KnowledgePage'),
});

/** A source opens at the marked span when it is reached from a citation. */
const readerSearch = z.object({
  start: z.int().min(0).optional().catch(undefined),
  end: z.int().min(0).optional().catch(undefined),
});

export const documentRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/knowledge/$documentId',
  validateSearch: readerSearch,
  component: lazyRouteComponent(() => import('./document-page.tsx'), 'DocumentPage'),
});

export const knowledgeRoutes = [knowledgeRoute, documentRoute] as const;
