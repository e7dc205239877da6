import type { Member } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { refreshTeam } from './use-team.ts';

/** Asked before, because whoever has handed a workspace over cannot take it back. */
export function TransferDialog(props: { to: Member; onClose: () => void }) {
  const t = useTexts();
  const { name, userId } = props.to;
  const transfer = useMutation(
    trpc.team.transferOwnership.mutationOptions({
      onSuccess: () => {
        refreshTeam();
        props.onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('team.transferTitle', { name })}
      description={t('team.transferHint', { name })}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="danger"
            busy={transfer.isPending}
            onClick={() => transfer.mutate({ userId })}
          >
            {t('team.transferDo')}
          </Button>
        </>
      }
    >
      {transfer.error ? <FailurePanel error={transfer.error} /> : null}
    </Dialog>
  );
}
