import { createRouter } from '@tanstack/react-router';
import { assistantsRoutes } from './features/assistants/assistants.routes.tsx';
import { signInRoute, signUpRoute } from './features/auth/auth.routes.tsx';
import { receiptRoute } from './features/data/data.routes.tsx';
import { inboxRoute } from './features/inbox/inbox.routes.tsx';
import { knowledgeRoutes } from './features/knowledge/knowledge.routes.tsx';
import { overviewRoute } from './features/overview/overview.routes.tsx';
import { providersRoutes } from './features/providers/providers.routes.tsx';
import { registrationRoutes } from './features/registration/registration.routes.tsx';
import { settingsRoutes } from './features/settings/settings.routes.tsx';
import { systemRoutes } from './features/system/system.routes.tsx';
import { invitationRoute } from './features/team/team.routes.tsx';
import { widgetsRoutes } from './features/widgets/widgets.routes.tsx';
import { rootRoute } from './routes/root-route.tsx';
import { workspaceRoute } from './routes/workspace-route.tsx';
import { RouteError } from './shell/route-error.tsx';

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  ...registrationRoutes,
  ...providersRoutes,
  invitationRoute,
  receiptRoute,
  workspaceRoute.addChildren([
    overviewRoute,
    inboxRoute,
    ...knowledgeRoutes,
    ...assistantsRoutes,
    ...widgetsRoutes,
    ...systemRoutes,
    settingsRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: '/app',
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
  scrollToTopSelectors: ['#content'],
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
