import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../routes/workspace-route.tsx';

export const widgetsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/widgets',
  component: lazyRouteComponent(() => import('./widgets-page.tsx'), 'WidgetsPage'),
});

export const widgetRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/widgets/$widgetId',
  component: lazyRouteComponent(() => import('./widget-page.tsx'), 'WidgetPage'),
});

export const widgetsRoutes = [widgetsRoute, widgetRoute] as const;
