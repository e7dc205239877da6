import type { Profile } from '@platform/api-contract/types';
import { Button, buttonClass } from '@platform/ui/button';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { takeMe, trpc } from '../../api/client.ts';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { NewPasswordField, PasswordField } from '../auth/password-field.tsx';
import { ProofFailure, useWait } from '../security/proof-failure.tsx';

const blank = { currentPassword: '', newPassword: '' };

export function PasswordGroup(props: { profile: Profile }) {
  const t = useTexts();
  const { membership } = useWorkspace();
  const [values, setValues] = useState(blank);
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess: (me) => {
        takeMe(me);
        setValues(blank);
        toast.say(t('profile.passwordChanged'), { detail: t('profile.passwordChangedDetail') });
      },
    }),
  );
  const wait = useWait(change.error);
  if (!props.profile.hasPassword) {
    return (
      <div className="flex flex-col items-start gap-3">
        <p>{t('profile.noPassword')}</p>
        <Link to="/forgot-password" className={buttonClass()}>
          {t('profile.setPassword')}
        </Link>
      </div>
    );
  }
  const wrong = fieldErrors(change.error);
  const filled = values.currentPassword !== '' && values.newPassword !== '';
  const set = (field: keyof typeof blank) => (value: string) =>
    setValues((now) => ({ ...now, [field]: value }));
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (filled && wait === 0) change.mutate(values);
      }}
    >
      {/* So that a password manager knows whose password it is. */}
      <input
        type="text"
        name="username"
        autoComplete="username"
        value={props.profile.email}
        readOnly
        hidden
      />
      {change.error && Object.keys(wrong).length === 0 ? (
        <ProofFailure error={change.error} kind="password" />
      ) : null}
      <PasswordField
        label="profile.current"
        name="currentPassword"
        autoComplete="current-password"
        value={values.currentPassword}
        onChange={set('currentPassword')}
        error={wrong.currentPassword}
      />
      <NewPasswordField
        label="profile.new"
        name="newPassword"
        value={values.newPassword}
        onChange={set('newPassword')}
        error={wrong.newPassword}
        personal={[props.profile.name, props.profile.email, membership.name]}
      />
      <div>
        <Button
          type="submit"
          variant="primary"
          busy={change.isPending}
          disabled={!filled || wait > 0}
        >
          {t('profile.changePassword')}
        </Button>
      </div>
    </form>
  );
}
