import type { Member, Role } from '@platform/api-contract/types';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { api, meQuery, queryClient, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { removeWithUndo } from '../../lib/remove-with-undo.ts';
import { text } from '../../texts/use-texts.tsx';

/** The team is not as it was: members, and what one may do oneself. */
export function refreshTeam(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.workspaces.members.queryKey() });
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
}

export function refreshInvitations(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.team.invitations.queryKey() });
}

export function useChangeRole(me: string) {
  const change = useMutation(trpc.team.changeRole.mutationOptions({ onSettled: refreshTeam }));
  return {
    pendingFor: change.isPending ? change.variables.userId : null,
    change(member: Member, role: Role) {
      change.mutate(
        { userId: member.userId, role },
        {
          onSuccess: () => {
            const said = text('team.roleChanged', {
              name: member.name,
              role: text(`team.role.${role}`),
            });
            // Nobody raises themselves, so of one's own there is no way back.
            toast.say(
              said,
              member.userId === me
                ? {}
                : {
                    action: {
                      label: text('common.undo'),
                      onSelect: () =>
                        change.mutate(
                          { userId: member.userId, role: member.role },
                          {
                            onError: (error) =>
                              toast.fail(text('settings.undoFailed'), {
                                detail: errorWords(error, text).title,
                              }),
                          },
                        ),
                    },
                  },
            );
          },
          onError: (error) =>
            toast.fail(text('team.roleFailed', { name: member.name }), {
              detail: errorWords(error, text).title,
            }),
        },
      );
    },
  };
}

export function removeMember(member: Pick<Member, 'userId' | 'name'>): void {
  const { userId, name } = member;
  removeWithUndo({
    id: userId,
    said: text('team.removed', { name }),
    failed: text('team.removeFailed', { name }),
    remove: () => api.team.remove.mutate({ userId }),
    procedure: 'team.remove',
    input: { userId },
    onRemoved: refreshTeam,
  });
}
