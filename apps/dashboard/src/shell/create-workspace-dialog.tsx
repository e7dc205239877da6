import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { fieldErrors } from '../api/api-error.ts';
import { trpc } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { switchWorkspace } from './switch-workspace.ts';

/** A further workspace of one's own, entered at once. */
export function CreateWorkspaceDialog(props: { onClose: () => void }) {
  const t = useTexts();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const create = useMutation(
    trpc.workspaces.create.mutationOptions({
      onSuccess: ({ tenantId }) => switchWorkspace(tenantId),
    }),
  );
  const wrong = fieldErrors(create.error).name;
  return (
    <Dialog
      open
      size="sm"
      initialFocus={field}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('workspace.new')}
      description={t('workspace.newHint')}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            form="create-workspace"
            variant="primary"
            busy={create.isPending}
            disabled={name.trim() === ''}
          >
            {t('workspace.create')}
          </Button>
        </>
      }
    >
      <form
        id="create-workspace"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') create.mutate({ name });
        }}
      >
        {create.error && !wrong ? <FailurePanel error={create.error} /> : null}
        <FormField label={t('workspace.name')} error={wrong}>
          <Input ref={field} dir="auto" maxLength={100} value={name} onValueChange={setName} />
        </FormField>
      </form>
    </Dialog>
  );
}
