import { Button } from '@platform/ui/button';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { meQuery, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { readStored, writeStored } from '../../lib/stored.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { MailboxLink } from './check-mail.tsx';

const laterKey = 'parley.confirm-later';
const session = () => sessionStorage;

/** Mails the link once more, and says how that went. */
export function ResendVerification(props: { email: string; size?: 'sm' | 'md' }) {
  const t = useTexts();
  const { email } = props;
  const resend = useMutation(
    trpc.account.resendVerification.mutationOptions({
      onSuccess: () =>
        toast.say(t('unproved.sent'), { detail: t('unproved.sentDetail', { email }) }),
      onError: (error) => toast.fail(t('unproved.failed'), { detail: errorWords(error, t).title }),
    }),
  );
  return (
    <Button size={props.size ?? 'md'} busy={resend.isPending} onClick={() => resend.mutate()}>
      {t('unproved.again')}
    </Button>
  );
}

/** Stands over every screen until the address is proved, or put off for this visit. */
export function UnprovedBanner() {
  const t = useTexts();
  // The link is often opened in another tab: this one looks again when it is come back to.
  const me = useQuery({ ...meQuery, refetchOnWindowFocus: 'always' }).data;
  const [later, setLater] = useState(() => readStored(session, laterKey) !== null);
  if (!me?.user || me.user.emailVerified || later) return null;
  const { email } = me.user;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface px-4 py-2 text-sm"
    >
      <MailCheck aria-hidden className="size-4 shrink-0 text-ink-2" />
      <p className="min-w-0 flex-1 basis-64">
        <span className="font-medium">{t('unproved.banner')}</span>{' '}
        <span className="wrap-anywhere text-ink-2">{t('unproved.detail', { email })}</span>{' '}
        <MailboxLink plain />
      </p>
      <div className="flex gap-1">
        <ResendVerification email={email} size="sm" />
        <Button
          variant="quiet"
          size="sm"
          onClick={() => {
            writeStored(session, laterKey, 'yes');
            setLater(true);
          }}
        >
          {t('unproved.later')}
        </Button>
      </div>
    </div>
  );
}
