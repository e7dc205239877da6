import { Button } from '@platform/ui/button';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Archive } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { TypedDialog } from './typed-dialog.tsx';
import { useAskForExport } from './use-exports.ts';

/** What every member can do with what is kept of themselves. */
export function OwnData() {
  const t = useTexts();
  const navigate = useNavigate();
  const { person } = useWorkspace();
  const [erasing, setErasing] = useState(false);
  const ask = useAskForExport('person');
  const erase = useMutation({
    mutationFn: () => api.data.eraseAccount.mutate({ email: person.email }),
    onSuccess: ({ id }) => void navigate({ to: '/receipt/$erasureId', params: { erasureId: id } }),
  });
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        icon={<Archive aria-hidden className="size-4" />}
        busy={ask.isPending}
        onClick={() => ask.mutate({})}
      >
        {t('data.exportMine')}
      </Button>
      <Button variant="danger" onClick={() => setErasing(true)}>
        {t('data.eraseAccount')}
      </Button>
      <TypedDialog
        open={erasing}
        onClose={() => setErasing(false)}
        title={t('data.eraseAccountTitle')}
        lead={t('data.eraseAccountLead')}
        label={t('data.typeEmail')}
        expected={person.email}
        act={t('data.eraseAccount')}
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate()}
      >
        <p>{t('data.eraseAccountAlone')}</p>
      </TypedDialog>
    </div>
  );
}
