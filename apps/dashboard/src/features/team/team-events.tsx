import { useTopic } from '../../realtime/realtime.tsx';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { refreshInvitations, refreshTeam } from './use-team.ts';

/** Keeps what a person may do true while any screen is open: their role may change at any time. */
export function TeamEvents() {
  const { membership } = useWorkspace();
  useTopic('inbox', {
    onEvent: (event) => {
      if (event.type !== 'team.changed') return;
      refreshTeam();
      if (membership.role === 'owner' || membership.role === 'admin') refreshInvitations();
    },
    onReset: () => undefined,
  });
  return null;
}
