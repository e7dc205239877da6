import type { ApiKey } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Select } from '@platform/ui/select';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { KeyShown } from './key-shown.tsx';

const overlaps = ['0', '24', '168', '720'] as const;

export function RotateKeyDialog(props: { apiKey: ApiKey; onClose: () => void }) {
  const t = useTexts();
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>('168');
  const rotate = useMutation(
    trpc.keys.rotate.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() }),
    }),
  );
  if (rotate.data)
    return <KeyShown value={rotate.data.key} apiKey={rotate.data.apiKey} onClose={props.onClose} />;
  const { id: keyId, name } = props.apiKey;
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('keys.rotateTitle', { name })}
      description={t('keys.rotateHint')}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            busy={rotate.isPending}
            onClick={() => rotate.mutate({ keyId, overlapHours: Number(overlap) })}
          >
            {t('keys.rotate')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {rotate.error ? <FailurePanel error={rotate.error} /> : null}
        <FormField label={t('keys.overlap')}>
          <Select
            label={t('keys.overlap')}
            value={overlap}
            onValueChange={setOverlap}
            options={overlaps.map((value) => ({ value, label: t(`keys.overlap.${value}`) }))}
          />
        </FormField>
      </div>
    </Dialog>
  );
}
