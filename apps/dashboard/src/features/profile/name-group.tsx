import type { Profile } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { takeProfile } from './take-profile.ts';

export function NameGroup(props: { profile: Profile }) {
  const t = useTexts();
  const saved = props.profile.name;
  const [typed, setTyped] = useState<string | null>(null);
  const rename = useMutation(
    trpc.account.rename.mutationOptions({ onSuccess: (profile) => takeProfile(profile) }),
  );
  const name = typed ?? saved;
  const dirty = name.trim() !== saved;
  const empty = typed !== null && typed.trim() === '' ? t('auth.required') : undefined;
  const wrong = fieldErrors(rename.error).name;
  const undo = () =>
    rename.mutate(
      { name: saved },
      {
        onError: (error) =>
          toast.fail(t('settings.undoFailed'), { detail: errorWords(error, t).title }),
      },
    );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!dirty || name.trim() === '') return;
        rename.mutate(
          { name },
          {
            onSuccess: () => {
              setTyped(null);
              toast.say(t('profile.nameSaved'), {
                action: { label: t('common.undo'), onSelect: undo },
              });
            },
          },
        );
      }}
    >
      {rename.error && !wrong ? <FailurePanel error={rename.error} /> : null}
      <FormField label={t('profile.name')} error={empty ?? wrong}>
        <Input
          dir="auto"
          name="name"
          autoComplete="name"
          maxLength={100}
          value={name}
          onValueChange={setTyped}
        />
      </FormField>
      <div className="flex gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={rename.isPending}
          disabled={!dirty || name.trim() === ''}
        >
          {t('common.save')}
        </Button>
        {dirty ? (
          <Button variant="quiet" onClick={() => setTyped(null)}>
            {t('common.cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
