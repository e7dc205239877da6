import { Button, buttonClass } from '@platform/ui/button';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { meQuery, queryClient, trpc } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import { NewPasswordField } from '../auth/password-field.tsx';
import {
  isLinkOver,
  isWholeToken,
  LinkFailure,
  LinkMissing,
  SignInLink,
  useLinkToken,
} from './link-card.tsx';

/** From the mail of a forgotten password. Signs nobody in: the new password is used at once. */
export function ResetPasswordPage() {
  const t = useTexts();
  const token = useLinkToken();
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const reset = useMutation(
    trpc.registration.resetPassword.mutationOptions({
      // Every session ended, the one of this browser too.
      onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
    }),
  );
  if (reset.data) {
    return (
      <AuthCard
        title={t('reset.doneTitle')}
        lead={t('reset.doneLead', { email: reset.data.email })}
      >
        <SignInLink />
      </AuthCard>
    );
  }
  const over = isLinkOver(reset.error);
  if (over || !isWholeToken(token)) {
    return (
      <AuthCard title={t('reset.title')} lead={t('reset.lead')}>
        {over ? <LinkFailure error={reset.error} otherwise="reset.failed" /> : <LinkMissing />}
        <Link to="/forgot-password" className={buttonClass('primary', 'lg')}>
          {t('reset.again')}
        </Link>
      </AuthCard>
    );
  }
  const missing = checked && password === '' ? t('auth.required') : undefined;
  return (
    <AuthCard
      title={t('reset.title')}
      lead={t('reset.lead')}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (password !== '') reset.mutate({ token, password });
      }}
    >
      {reset.error ? <LinkFailure error={reset.error} otherwise="reset.failed" /> : null}
      <NewPasswordField
        label="auth.newPassword"
        autoFocus
        value={password}
        onChange={setPassword}
        error={missing ?? fieldErrors(reset.error).password}
        personal={[]}
      />
      <Button type="submit" variant="primary" size="lg" busy={reset.isPending}>
        {t('reset.save')}
      </Button>
    </AuthCard>
  );
}
