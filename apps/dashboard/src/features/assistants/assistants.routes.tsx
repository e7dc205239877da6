import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireId } from '../../lib/require-id.ts';
import { workspaceRoute } from '../../routes/workspace-route.tsx';
import { MissingAssistant } from './missing-assistant.tsx';

export const assistantsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/assistants',
  component: lazyRouteComponent(() => import('./assistants-page.tsx'), 'AssistantsPage'),
});

export const assistantRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/assistants/$assistantId',
  loader: ({ params }) => requireId('assistant', params.assistantId),
  notFoundComponent: MissingAssistant,
  component: lazyRouteComponent(() => import('./assistant-page.tsx'), 'AssistantPage'),
});

export const assistantsRoutes = [assistantsRoute, assistantRoute] as const;
