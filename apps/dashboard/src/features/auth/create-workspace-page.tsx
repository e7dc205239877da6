import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { switchWorkspace } from '../../shell/switch-workspace.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from './auth-card.tsx';
import { AuthFailure } from './auth-failure.tsx';

/** For a person who is signed in and left, or was removed from, their last workspace. */
export function CreateWorkspacePage() {
  const t = useTexts();
  const [name, setName] = useState('');
  const create = useMutation(
    trpc.workspaces.create.mutationOptions({
      onSuccess: (membership) => switchWorkspace(membership.tenantId),
    }),
  );
  return (
    <AuthCard
      title={t('workspace.createTitle')}
      lead={t('workspace.createHint')}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ name });
      }}
    >
      {create.error ? <AuthFailure error={create.error} /> : null}
      <FormField label={t('workspace.name')} error={fieldErrors(create.error).name}>
        <Input autoFocus value={name} onValueChange={setName} className="h-10" />
      </FormField>
      <Button type="submit" variant="primary" size="lg" busy={create.isPending}>
        {t('workspace.create')}
      </Button>
    </AuthCard>
  );
}
