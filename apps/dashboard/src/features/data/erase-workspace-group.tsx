import { Button } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../api/client.ts';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { TypedDialog } from './typed-dialog.tsx';
import { useErasures } from './use-erasures.ts';
import { failed } from './use-exports.ts';

/** For owners: erases the workspace after a week, or calls it off. */
export function EraseWorkspaceGroup() {
  const t = useTexts();
  const { name } = useWorkspace().membership;
  const [asking, setAsking] = useState(false);
  const scheduled = useErasures().data?.erasures.find(
    ({ kind, state }) => kind === 'workspace' && state === 'scheduled',
  );
  const refresh = () =>
    void queryClient.invalidateQueries({ queryKey: trpc.data.erasures.queryKey() });
  const erase = useMutation({
    mutationFn: () => api.data.eraseWorkspace.mutate({ name }),
    onSuccess: () => {
      setAsking(false);
      refresh();
    },
  });
  const callOff = useMutation({
    mutationFn: (erasureId: string) => api.data.cancelErasure.mutate({ erasureId }),
    onSuccess: () => {
      toast.say(t('data.calledOff'));
      refresh();
    },
    onError: failed,
  });
  if (scheduled !== undefined) {
    return (
      <Notice
        tone="danger"
        title={t('data.scheduled')}
        action={
          <Button busy={callOff.isPending} onClick={() => callOff.mutate(scheduled.id)}>
            {t('data.callOff')}
          </Button>
        }
      >
        {t('data.scheduledAt')} <RelativeTime at={scheduled.dueAt} ahead withAbsolute />
      </Notice>
    );
  }
  return (
    <div>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('data.eraseWorkspace')}
      </Button>
      <TypedDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('data.eraseWorkspaceTitle', { name })}
        lead={t('data.eraseWorkspaceLead')}
        label={t('data.typeName', { name })}
        expected={name}
        act={t('data.eraseWorkspace')}
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate()}
      />
    </div>
  );
}
