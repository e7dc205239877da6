import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../routes/workspace-route.tsx';

export const assistantsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/assistants',
  component: lazyRouteComponent(() => import('./assistants-page.tsx'), 'AssistantsPage'),
});

export const assistantRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/assistants/$assistantId',
  component: lazyRouteComponent(() => import('./assistant-page.tsx'), 'AssistantPage'),
});

export const assistantsRoutes = [assistantsRoute, assistantRoute] as const;
