import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { Text, useTexts } from '../../texts/use-texts.tsx';
import { ProviderButtons } from '../providers/provider-buttons.tsx';
import { CheckMail } from '../registration/check-mail.tsx';
import { SignInLink } from '../registration/link-card.tsx';
import { AuthCard } from './auth-card.tsx';
import { AuthFailure } from './auth-failure.tsx';
import { NewPasswordField } from './password-field.tsx';
import { useEnter } from './use-enter.ts';

const blank = { name: '', workspaceName: '', email: '', password: '' };

export function SignUpPage() {
  const t = useTexts();
  const enter = useEnter('/sign-up');
  const { next } = getRouteApi('/sign-up').useSearch();
  const rules = useQuery(trpc.registration.rules.queryOptions()).data;
  const [values, setValues] = useState(blank);
  const [checked, setChecked] = useState(false);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const signUp = useMutation(
    trpc.auth.signUp.mutationOptions({
      onSuccess: (me) => {
        // Nobody is in before the address is proved: the rest happens by the link of the mail.
        if (me.user === null && !me.mfaPending) setMailedTo(values.email.trim());
        else enter(me);
      },
    }),
  );
  const wrong = fieldErrors(signUp.error);
  const set = (field: keyof typeof blank) => (value: string) =>
    setValues((now) => ({ ...now, [field]: value }));
  const errorOf = (field: keyof typeof blank) =>
    checked && values[field].trim() === '' ? t('auth.required') : wrong[field];
  if (rules?.signUp === 'closed') {
    return (
      <AuthCard title={t('auth.closedTitle')} lead={t('auth.closedLead')}>
        <SignInLink />
      </AuthCard>
    );
  }
  if (mailedTo !== null) {
    return <CheckMail kind="signUp" email={mailedTo} onAgain={() => setMailedTo(null)} />;
  }
  return (
    <AuthCard
      title={t('auth.signUpTitle')}
      lead={t('auth.signUpLead')}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (Object.values(values).every((value) => value.trim() !== '')) signUp.mutate(values);
      }}
      footer={
        <Text
          id="auth.toSignIn"
          parts={{ 0: <Link to="/sign-in" className="text-ink underline underline-offset-2" /> }}
        />
      }
    >
      {signUp.error ? <AuthFailure error={signUp.error} otherwise="auth.signUpFailed" /> : null}
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
      <FormField
        label={t('auth.workspaceName')}
        hint={t('auth.workspaceNameHint')}
        error={errorOf('workspaceName')}
      >
        <Input
          name="organization"
          autoComplete="organization"
          value={values.workspaceName}
          onValueChange={set('workspaceName')}
          className="h-10"
        />
      </FormField>
      <FormField label={t('auth.email')} error={errorOf('email')}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          value={values.email}
          onValueChange={set('email')}
          className="h-10"
        />
      </FormField>
      <NewPasswordField
        value={values.password}
        onChange={set('password')}
        error={errorOf('password')}
        personal={[values.name, values.email, values.workspaceName]}
      />
      <Button type="submit" variant="primary" size="lg" busy={signUp.isPending}>
        {t('auth.signUp')}
      </Button>
      <ProviderButtons next={next} />
    </AuthCard>
  );
}
