import type { WorkspacePermission } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Dialog } from '@platform/ui/dialog';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Segmented } from '@platform/ui/segmented';
import { Select } from '@platform/ui/select';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { queryClient, trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { KeyShown } from './key-shown.tsx';
import { ScopePicker, scopesFor } from './scope-picker.tsx';

const kinds = ['secret', 'publishable'] as const;
const lifetimes = ['30', '90', '365', 'never'] as const;

export function CreateKeyDialog(props: { onClose: () => void }) {
  const t = useTexts();
  const { role } = useWorkspace().membership;
  const [name, setName] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('secret');
  const [scopes, setScopes] = useState<WorkspacePermission[]>([]);
  const [lifetime, setLifetime] = useState<(typeof lifetimes)[number]>('90');
  const create = useMutation(
    trpc.keys.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() }),
    }),
  );
  if (create.data)
    return <KeyShown value={create.data.key} apiKey={create.data.apiKey} onClose={props.onClose} />;
  const wrong = fieldErrors(create.error);
  const ready = name.trim() !== '' && scopes.length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('keys.create')}
      footer={
        <>
          <Button variant="quiet" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            form="create-key"
            variant="primary"
            busy={create.isPending}
            disabled={!ready}
          >
            {t('keys.create')}
          </Button>
        </>
      }
    >
      <form
        id="create-key"
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          const expiresInDays = lifetime === 'never' ? null : Number(lifetime);
          create.mutate({ name, kind, scopes, expiresInDays });
        }}
      >
        {create.error && !wrong.name ? <FailurePanel error={create.error} /> : null}
        <FormField label={t('keys.name')} hint={t('keys.nameHint')} error={wrong.name}>
          <Input dir="auto" maxLength={100} autoFocus value={name} onValueChange={setName} />
        </FormField>
        <div className="flex flex-col gap-1">
          <p className="font-medium">{t('keys.kind')}</p>
          <div>
            <Segmented
              label={t('keys.kind')}
              value={kind}
              onValueChange={(next) => {
                setKind(next);
                const offered = scopesFor(next, role);
                setScopes((now) => now.filter((scope) => offered.includes(scope)));
              }}
              options={kinds.map((value) => ({ value, label: t(`keys.kind.${value}`) }))}
            />
          </div>
          <p className="text-ink-2 text-sm">{t(`keys.kindHint.${kind}`)}</p>
        </div>
        <ScopePicker offered={scopesFor(kind, role)} chosen={scopes} onChange={setScopes} />
        <FormField label={t('keys.expires')}>
          <Select
            label={t('keys.expires')}
            value={lifetime}
            onValueChange={setLifetime}
            options={lifetimes.map((value) => ({ value, label: t(`keys.expiry.${value}`) }))}
          />
        </FormField>
      </form>
    </Dialog>
  );
}
