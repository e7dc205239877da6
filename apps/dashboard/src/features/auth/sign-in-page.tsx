import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { meQuery, trpc } from '../../api/client.ts';
import { Text, useTexts } from '../../texts/use-texts.tsx';
import { ProviderButtons } from '../providers/provider-buttons.tsx';
import { useWait } from '../security/proof-failure.tsx';
import { AuthCard } from './auth-card.tsx';
import { AuthFailure } from './auth-failure.tsx';
import { PasswordField } from './password-field.tsx';
import { SecondFactorStep } from './second-factor-step.tsx';
import { useEnter } from './use-enter.ts';

export function SignInPage() {
  const t = useTexts();
  const enter = useEnter('/sign-in');
  const { next } = getRouteApi('/sign-in').useSearch();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const signIn = useMutation(trpc.auth.signIn.mutationOptions({ onSuccess: enter }));
  const wait = useWait(signIn.error);
  const wrong = fieldErrors(signIn.error);
  const missing = (value: string) => (checked && value === '' ? t('auth.required') : undefined);
  // The first step went well, here or at another provider, and the second is owed.
  if (useQuery(meQuery).data?.mfaPending) return <SecondFactorStep onEnter={enter} />;
  return (
    <AuthCard
      title={t('auth.signInTitle')}
      lead={t('auth.signInLead')}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (email !== '' && password !== '' && wait === 0) signIn.mutate({ email, password });
      }}
      footer={
        <Text
          id="auth.toSignUp"
          parts={{ 0: <Link to="/sign-up" className="text-ink underline underline-offset-2" /> }}
        />
      }
    >
      {signIn.error ? <AuthFailure error={signIn.error} /> : null}
      <FormField label={t('auth.email')} error={missing(email) ?? wrong.email}>
        <Input
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          autoFocus
          value={email}
          onValueChange={setEmail}
          className="h-10"
        />
      </FormField>
      <PasswordField
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={missing(password) ?? wrong.password}
      />
      <p>
        <Link
          to="/forgot-password"
          className="text-ink-2 text-sm underline underline-offset-2 hover:text-ink"
        >
          {t('auth.forgot')}
        </Link>
      </p>
      <Button type="submit" variant="primary" size="lg" busy={signIn.isPending} disabled={wait > 0}>
        {t('auth.signIn')}
      </Button>
      <ProviderButtons next={next} />
    </AuthCard>
  );
}
