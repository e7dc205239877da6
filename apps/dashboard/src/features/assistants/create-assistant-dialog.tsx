import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { queryClient, trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

export function CreateAssistantDialog(props: { onClose: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const create = useMutation(
    trpc.assistants.create.mutationOptions({
      onSuccess: (assistant) => {
        const assistantId = assistant.id;
        queryClient.setQueryData(trpc.assistants.get.queryKey({ assistantId }), assistant);
        void queryClient.invalidateQueries({ queryKey: trpc.assistants.list.queryKey() });
        void navigate({ to: '/assistants/$assistantId', params: { assistantId } });
      },
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
      title={t('assistants.create')}
      description={t('assistants.createHint')}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            form="create-assistant"
            variant="primary"
            busy={create.isPending}
            disabled={name.trim() === ''}
          >
            {t('assistants.create')}
          </Button>
        </>
      }
    >
      <form
        id="create-assistant"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') create.mutate({ name });
        }}
      >
        {create.error && !wrong ? <FailurePanel error={create.error} /> : null}
        <FormField label={t('assistants.name')} error={wrong}>
          <Input ref={field} dir="auto" maxLength={60} value={name} onValueChange={setName} />
        </FormField>
      </form>
    </Dialog>
  );
}
