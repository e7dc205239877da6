import type { InvitationPreview } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useMutation } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { meQuery, queryClient, trpc } from '../../api/client.ts';
import { acceptMe } from '../../api/session.ts';
import { Text, useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import { AuthFailure } from '../auth/auth-failure.tsx';
import { NewPasswordField } from '../auth/password-field.tsx';
import { ProviderButtons } from '../providers/provider-buttons.tsx';
import { CheckMail } from '../registration/check-mail.tsx';
import { useLead } from './invitation-page.tsx';
import { forgetInvitation } from './invitation-token.ts';

/** For somebody new: an account and the workspace in one step. */
export function JoinBySignUp(props: { token: string; invitation: InvitationPreview }) {
  const t = useTexts();
  const router = useRouter();
  const { token, invitation } = props;
  const lead = useLead(invitation);
  const bound = invitation.email;
  const [values, setValues] = useState({ name: '', email: bound ?? '', password: '' });
  const [checked, setChecked] = useState(false);
  const [mailed, setMailed] = useState(false);
  const signUp = useMutation(
    trpc.invitations.signUp.mutationOptions({
      onSuccess: (me) => {
        // Where an address is proved first, the rest happens by the link of the mail.
        if (me.user === null) {
          setMailed(true);
          return;
        }
        forgetInvitation();
        queryClient.clear();
        acceptMe(me);
        queryClient.setQueryData(meQuery.queryKey, me);
        void router.navigate({ to: '/' });
      },
    }),
  );
  const wrong = fieldErrors(signUp.error);
  const set = (field: keyof typeof values) => (value: string) =>
    setValues((now) => ({ ...now, [field]: value }));
  const errorOf = (field: keyof typeof values) =>
    checked && values[field].trim() === '' ? t('auth.required') : wrong[field];
  if (mailed) {
    return <CheckMail kind="signUp" email={values.email.trim()} onAgain={() => setMailed(false)} />;
  }
  return (
    <AuthCard
      title={t('join.title', { workspace: invitation.workspaceName })}
      lead={lead}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (Object.values(values).some((value) => value.trim() === '')) return;
        const { name, email, password } = values;
        signUp.mutate({ token, name, password, ...(bound === null ? { email } : {}) });
      }}
      footer={
        <Text
          id="join.haveAccount"
          parts={{
            0: (
              <Link
                to="/sign-in"
                search={{ next: '/invitation' }}
                className="text-ink underline underline-offset-2"
              />
            ),
          }}
        />
      }
    >
      {signUp.error ? <AuthFailure error={signUp.error} otherwise="join.failed" /> : null}
      <FormField label={t('auth.name')} error={errorOf('name')}>
        <Input
          name="name"
          autoComplete="name"
          autoFocus
          value={values.name}
          onValueChange={set('name')}
          className="h-10"
        />
      </FormField>
      <FormField label={t('auth.email')} error={errorOf('email')}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          readOnly={bound !== null}
          value={values.email}
          onValueChange={set('email')}
          className="h-10"
        />
      </FormField>
      <NewPasswordField
        value={values.password}
        onChange={set('password')}
        error={errorOf('password')}
        personal={[values.name, values.email, invitation.workspaceName]}
      />
      <Button type="submit" variant="primary" size="lg" busy={signUp.isPending}>
        {t('join.signUp')}
      </Button>
      <ProviderButtons next="/invitation" invitation={token} />
    </AuthCard>
  );
}
