import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../routes/workspace-route.tsx';

export const assistantsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/assistants',
  component: lazyRouteComponent(() => import('./assistants-page.tsx'), 'AssistantsPage'),
});

export const assistantsRoutes = [assistantsRoute] as const;
