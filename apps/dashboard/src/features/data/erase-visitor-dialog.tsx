import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, queryClient, trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** Asks before a visitor is erased, and leads to the receipt. */
export function EraseVisitorDialog(props: {
  visitor: { id: string; name: string } | null;
  onClose: () => void;
  onErased?: () => void;
}) {
  const t = useTexts();
  const navigate = useNavigate();
  const { visitor } = props;
  const erase = useMutation({
    mutationFn: (visitorId: string) => api.data.eraseVisitor.mutate({ visitorId }),
    onSuccess: ({ id }) => {
      props.onClose();
      props.onErased?.();
      void queryClient.invalidateQueries({ queryKey: trpc.data.erasures.queryKey() });
      toast.say(t('data.erasing'), {
        action: {
          label: t('data.showReceipt'),
          onSelect: () => void navigate({ to: '/receipt/$erasureId', params: { erasureId: id } }),
        },
      });
    },
  });
  return (
    <Dialog
      open={visitor !== null}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('data.eraseVisitorTitle', { name: visitor?.name ?? '' })}
      description={t('data.eraseVisitorLead')}
      footer={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button
            variant="danger"
            busy={erase.isPending}
            onClick={() => {
              if (visitor !== null) erase.mutate(visitor.id);
            }}
          >
            {t('data.eraseVisitor')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{t('data.eraseVisitorStays')}</p>
      {erase.error ? <FailurePanel error={erase.error} className="mt-3" /> : null}
    </Dialog>
  );
}
