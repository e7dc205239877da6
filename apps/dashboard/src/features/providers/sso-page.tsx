import { Button } from '@platform/ui/button';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Notice } from '@platform/ui/notice';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fieldErrors, readError } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import { AuthFailure } from '../auth/auth-failure.tsx';
import { goTo } from './go-to.ts';

/** To the provider of one's company, found by the domain of one's address. */
export function SsoPage() {
  const t = useTexts();
  const { next } = getRouteApi('/sign-in/sso').useSearch();
  const [email, setEmail] = useState('');
  const [checked, setChecked] = useState(false);
  const start = useMutation(trpc.providers.startSso.mutationOptions({ onSuccess: goTo }));
  const leaving = start.isPending || start.isSuccess;
  return (
    <AuthCard
      title={t('providers.ssoTitle')}
      lead={t('providers.ssoLead')}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (email !== '') start.mutate({ email, ...(next === undefined ? {} : { next }) });
      }}
      footer={
        <Link
          to="/sign-in"
          search={next === undefined ? {} : { next }}
          className="text-ink underline underline-offset-2"
        >
          {t('providers.otherWays')}
        </Link>
      }
    >
      {start.error ? <SsoFailure error={start.error} /> : null}
      <FormField
        label={t('providers.workEmail')}
        error={checked && email === '' ? t('auth.required') : fieldErrors(start.error).email}
      >
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
      <Button type="submit" variant="primary" size="lg" busy={leaving}>
        {t('providers.continue')}
      </Button>
    </AuthCard>
  );
}

function SsoFailure(props: { error: unknown }) {
  const t = useTexts();
  const { code, message } = readError(props.error);
  if (code !== 'CONFLICT') return <AuthFailure error={props.error} />;
  return (
    <Notice tone="danger" title={message}>
      {t('providers.ssoUnknown')}
    </Notice>
  );
}
