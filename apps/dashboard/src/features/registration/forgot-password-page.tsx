import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { Text, useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import { AuthFailure } from '../auth/auth-failure.tsx';
import { CheckMail } from './check-mail.tsx';

export function ForgotPasswordPage() {
  const t = useTexts();
  const [email, setEmail] = useState('');
  const [checked, setChecked] = useState(false);
  const request = useMutation(trpc.registration.requestPasswordReset.mutationOptions());
  if (request.isSuccess) {
    return <CheckMail kind="reset" email={email.trim()} onAgain={() => request.reset()} />;
  }
  const missing = checked && email.trim() === '' ? t('auth.required') : undefined;
  return (
    <AuthCard
      title={t('forgot.title')}
      lead={t('forgot.lead')}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (email.trim() !== '') request.mutate({ email });
      }}
      footer={
        <Text
          id="auth.toSignIn"
          parts={{ 0: <Link to="/sign-in" className="text-ink underline underline-offset-2" /> }}
        />
      }
    >
      {request.error ? <AuthFailure error={request.error} otherwise="forgot.failed" /> : null}
      <FormField label={t('auth.email')} error={missing ?? fieldErrors(request.error).email}>
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
      <Button type="submit" variant="primary" size="lg" busy={request.isPending}>
        {t('forgot.send')}
      </Button>
    </AuthCard>
  );
}
