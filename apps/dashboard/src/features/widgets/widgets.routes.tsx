import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireId } from '../../lib/require-id.ts';
import { workspaceRoute } from '../../routes/workspace-route.tsx';
import { MissingWidget } from './missing-widget.tsx';

export const widgetsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/widgets',
  component: lazyRouteComponent(() => import('./widgets-page.tsx'), 'WidgetsPage'),
});

export const widgetRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/widgets/$widgetId',
  loader: ({ params }) => requireId('widget', params.widgetId),
  notFoundComponent: MissingWidget,
  component: lazyRouteComponent(() => import('./widget-page.tsx'), 'WidgetPage'),
});

export const widgetsRoutes = [widgetsRoute, widgetRoute] as const;
