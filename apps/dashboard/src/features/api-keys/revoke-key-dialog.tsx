import type { ApiKey } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** Asked before: a revoked key cannot be brought back, and whatever used it stops. */
export function RevokeKeyDialog(props: { apiKey: ApiKey; onClose: () => void }) {
  const t = useTexts();
  const { id: keyId, name } = props.apiKey;
  const revoke = useMutation(
    trpc.keys.revoke.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() });
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
      title={t('keys.revokeTitle', { name })}
      description={t('keys.revokeHint')}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" busy={revoke.isPending} onClick={() => revoke.mutate({ keyId })}>
            {t('keys.revoke')}
          </Button>
        </>
      }
    >
      {revoke.error ? <FailurePanel error={revoke.error} /> : null}
    </Dialog>
  );
}
