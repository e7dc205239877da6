import { useQuery } from '@tanstack/react-query';
import { createRoute, Navigate, redirect, useLocation } from '@tanstack/react-router';
import { fetchMe, meQuery, queryClient } from '../api/client.ts';
import { chooseMembership, workspaceId } from '../api/session.ts';
import { CreateWorkspacePage } from '../features/auth/create-workspace-page.tsx';
import { InboxEvents } from '../features/inbox/inbox-events.tsx';
import { RealtimeProvider } from '../realtime/realtime.tsx';
import { RouteError } from '../shell/route-error.tsx';
import { Shell } from '../shell/shell.tsx';
import { WorkspaceScopeProvider } from '../shell/workspace-context.tsx';
import { rootRoute } from './root-route.tsx';

/** Everything behind sign-in. A visitor without a session is sent to sign in and comes back here. */
export const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'workspace',
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery).catch(() => fetchMe());
    if (me.user === null) {
      throw redirect({ to: '/sign-in', search: { next: location.href } });
    }
    return { person: me.user };
  },
  component: WorkspaceLayout,
  errorComponent: RouteError,
});

function WorkspaceLayout() {
  const { person } = workspaceRoute.useRouteContext();
  const { href } = useLocation();
  const me = useQuery(meQuery).data;
  // The session ended while the page was open: after signing in again they are back where they were.
  if (me?.user === null) return <Navigate to="/sign-in" search={{ next: href }} replace />;
  const membership = me ? chooseMembership(me, workspaceId()) : null;
  if (!membership) return <CreateWorkspacePage />;
  return (
    <WorkspaceScopeProvider person={person} membership={membership}>
      <RealtimeProvider workspaceId={membership.tenantId}>
        <InboxEvents />
        <Shell />
      </RealtimeProvider>
    </WorkspaceScopeProvider>
  );
}
