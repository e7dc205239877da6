import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchMe, trpc } from '../../api/client.ts';
import { workspaceId } from '../../api/session.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { switchWorkspace } from '../../shell/switch-workspace.ts';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** The way out of a workspace, for everybody but its last owner. */
export function LeaveGroup() {
  const t = useTexts();
  const { membership } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const members = useQuery(trpc.workspaces.members.queryOptions()).data?.members ?? [];
  const owners = members.filter(({ role }) => role === 'owner').length;
  const last = membership.role === 'owner' && owners < 2;
  const leave = useMutation(
    trpc.team.leave.mutationOptions({
      onSuccess: async () => {
        await fetchMe();
        switchWorkspace(workspaceId() ?? '');
      },
    }),
  );
  const workspace = membership.name;
  return (
    <div>
      <Button variant="danger" disabled={last} onClick={() => setAsking(true)}>
        {t('team.leaveDo')}
      </Button>
      {last ? <p className="pt-2 text-ink-2 text-sm">{t('team.leaveOwner')}</p> : null}
      <Dialog
        open={asking}
        size="sm"
        onOpenChange={setAsking}
        title={t('team.leaveTitle', { workspace })}
        description={t('team.leaveHint')}
        footer={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button variant="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
              {t('team.leave')}
            </Button>
          </>
        }
      >
        {leave.error ? <FailurePanel error={leave.error} /> : null}
      </Dialog>
    </div>
  );
}
