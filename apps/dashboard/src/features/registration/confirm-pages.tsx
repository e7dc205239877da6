import { Button, buttonClass } from '@platform/ui/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { meQuery, queryClient, trpc } from '../../api/client.ts';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import {
  isLinkOver,
  isWholeToken,
  LinkFailure,
  LinkMissing,
  SignInLink,
  useLinkToken,
} from './link-card.tsx';

const refreshMe = () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey });

/** From the mail of a sign-up: proves the address. */
export function VerifyEmailPage() {
  const confirm = useMutation(
    trpc.registration.verifyEmail.mutationOptions({ onSuccess: refreshMe }),
  );
  return <ConfirmCard words="verify" confirm={confirm} />;
}

/** From the mail to a new address: the account changes to it. */
export function ChangeEmailPage() {
  const confirm = useMutation(
    trpc.registration.confirmEmailChange.mutationOptions({ onSuccess: refreshMe }),
  );
  return <ConfirmCard words="changeEmail" confirm={confirm} />;
}

/**
 * One button: programs that look into mails open links and must not use them up, so a person presses
 * it. Works signed in or not, on whichever device the mail was opened.
 */
function ConfirmCard(props: {
  words: 'verify' | 'changeEmail';
  confirm: {
    mutate: (input: { token: string }) => void;
    isPending: boolean;
    error: unknown;
    data: { email: string } | undefined;
  };
}) {
  const t = useTexts();
  const token = useLinkToken();
  const signedIn = Boolean(useQuery(meQuery).data?.user);
  const { confirm } = props;
  const id = (part: 'title' | 'lead' | 'confirm' | 'failed' | 'doneTitle' | 'doneLead'): TextId =>
    `confirm.${props.words}.${part}`;
  const onward = signedIn ? (
    <Link to="/" className={buttonClass('primary', 'lg')}>
      {t('verify.toDashboard')}
    </Link>
  ) : (
    <SignInLink />
  );
  if (confirm.data) {
    return (
      <AuthCard title={t(id('doneTitle'))} lead={t(id('doneLead'), { email: confirm.data.email })}>
        {onward}
      </AuthCard>
    );
  }
  const whole = isWholeToken(token);
  if (isLinkOver(confirm.error)) {
    return (
      <AuthCard title={t(id('title'))} lead={t('link.overLead')}>
        <LinkFailure error={confirm.error} otherwise={id('failed')} />
        {onward}
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title={t(id('title'))}
      lead={t(id('lead'))}
      onSubmit={(event) => {
        event.preventDefault();
        if (whole) confirm.mutate({ token });
      }}
    >
      {confirm.error ? <LinkFailure error={confirm.error} otherwise={id('failed')} /> : null}
      {whole ? (
        <Button type="submit" variant="primary" size="lg" autoFocus busy={confirm.isPending}>
          {t(id('confirm'))}
        </Button>
      ) : (
        <LinkMissing />
      )}
    </AuthCard>
  );
}
