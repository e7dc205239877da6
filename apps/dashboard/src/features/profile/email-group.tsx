import type { Profile } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip } from '@platform/ui/chip';
import { FormField } from '@platform/ui/form-field';
import { Input } from '@platform/ui/input';
import { Notice } from '@platform/ui/notice';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fieldErrors } from '../../api/api-error.ts';
import { trpc } from '../../api/client.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthFailure } from '../auth/auth-failure.tsx';
import { MailboxLink } from '../registration/check-mail.tsx';
import { ResendVerification } from '../registration/unproved-banner.tsx';
import { takeProfile } from './take-profile.ts';

/** The address, whether it is proved, and the way to another one. */
export function EmailGroup(props: { profile: Profile }) {
  const t = useTexts();
  const { email, emailVerified, pendingEmail } = props.profile;
  const [changing, setChanging] = useState(false);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="wrap-anywhere min-w-0 font-medium">{email}</span>
        <Chip tone={emailVerified ? 'ok' : 'human'}>
          {t(emailVerified ? 'profile.verified' : 'profile.unverified')}
        </Chip>
        <div className="ms-auto flex gap-2">
          {emailVerified ? null : <ResendVerification email={email} />}
          {changing || pendingEmail !== null ? null : (
            <Button onClick={() => setChanging(true)}>{t('profile.change')}</Button>
          )}
        </div>
      </div>
      {pendingEmail === null ? null : <PendingChange pendingEmail={pendingEmail} />}
      {changing && pendingEmail === null ? <ChangeForm onEnd={() => setChanging(false)} /> : null}
    </div>
  );
}

function PendingChange(props: { pendingEmail: string }) {
  const t = useTexts();
  const cancel = useMutation(
    trpc.account.cancelEmailChange.mutationOptions({ onSuccess: takeProfile }),
  );
  return (
    <>
      {cancel.error ? <AuthFailure error={cancel.error} /> : null}
      <Notice
        title={t('profile.pending', { email: props.pendingEmail })}
        className="wrap-anywhere"
        action={
          <Button size="sm" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('profile.giveUp')}
          </Button>
        }
      >
        {t('profile.pendingDetail')} <MailboxLink plain />
      </Notice>
    </>
  );
}

function ChangeForm(props: { onEnd: () => void }) {
  const t = useTexts();
  const [email, setEmail] = useState('');
  const request = useMutation(
    trpc.account.requestEmailChange.mutationOptions({
      onSuccess: (profile) => {
        takeProfile(profile);
        props.onEnd();
      },
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (email.trim() !== '') request.mutate({ email });
      }}
    >
      {request.error ? <AuthFailure error={request.error} otherwise="profile.emailFailed" /> : null}
      <FormField
        label={t('profile.newEmail')}
        hint={t('profile.newEmailHint')}
        error={fieldErrors(request.error).email}
      >
        <Input
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          autoFocus
          value={email}
          onValueChange={setEmail}
        />
      </FormField>
      <div className="flex gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={request.isPending}
          disabled={email.trim() === ''}
        >
          {t('profile.sendLink')}
        </Button>
        <Button variant="quiet" onClick={props.onEnd}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
