import { useQuery } from '@tanstack/react-query';
import { createRoute, redirect, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { fetchMe, meQuery, queryClient } from '../api/client.ts';
import { chooseMembership, workspaceId } from '../api/session.ts';
import { CreateWorkspacePage } from '../features/auth/create-workspace-page.tsx';
import { InboxEvents } from '../features/inbox/inbox-events.tsx';
import { RestrictedWorkspace } from '../features/security/restricted-workspace.tsx';
import { TeamEvents } from '../features/team/team-events.tsx';
import { RealtimeProvider } from '../realtime/realtime.tsx';
import { RouteError } from '../shell/route-error.tsx';
import { Shell } from '../shell/shell.tsx';
import { switchWorkspace } from '../shell/switch-workspace.ts';
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
  const entered = workspaceRoute.useRouteContext().person;
  const me = useQuery(meQuery).data;
  // Their name or address may have changed since they came in.
  const person = me?.user ?? entered;
  const signedOut = me?.user === null;
  useLeaveWhen(signedOut);
  const membership = me ? chooseMembership(me, workspaceId()) : null;
  useLeaveWorkspace(membership?.tenantId);
  if (signedOut) return null;
  if (!membership) return <CreateWorkspacePage />;
  if (membership.restriction !== null) {
    return (
      <WorkspaceScopeProvider person={person} membership={membership}>
        <RestrictedWorkspace restriction={membership.restriction} />
      </WorkspaceScopeProvider>
    );
  }
  return (
    <WorkspaceScopeProvider person={person} membership={membership}>
      <RealtimeProvider workspaceId={membership.tenantId}>
        <InboxEvents />
        <TeamEvents />
        <Shell />
      </RealtimeProvider>
    </WorkspaceScopeProvider>
  );
}

/**
 * Taken out of the workspace in view, a person is in another of theirs, or in none: from the start,
 * since nothing of the one may stand on the screen of the other.
 */
function useLeaveWorkspace(present: string | undefined): void {
  const first = useRef(present);
  useEffect(() => {
    if (first.current === undefined) first.current = present;
    else if (present !== undefined && present !== first.current) switchWorkspace(present);
  }, [present]);
}

/** The session ended while the page was open: after signing in again they are back where they were. */
function useLeaveWhen(signedOut: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!signedOut) return;
    // Read once, here: while the navigation is under way the location is already the next one.
    const next = router.state.location.href;
    void router.navigate({ to: '/sign-in', search: { next }, replace: true });
  }, [signedOut, router]);
}
