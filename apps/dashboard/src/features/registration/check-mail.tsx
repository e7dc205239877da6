import { buttonClass } from '@platform/ui/button';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { Text, useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';

const words = {
  signUp: { lead: 'checkMail.signUp', detail: 'checkMail.signUpDetail' },
  reset: { lead: 'checkMail.reset', detail: 'checkMail.resetDetail' },
} as const;

/** The next step is in the mail. Says the same whether or not the address has an account. */
export function CheckMail(props: { kind: keyof typeof words; email: string; onAgain: () => void }) {
  const t = useTexts();
  const { lead, detail } = words[props.kind];
  return (
    <AuthCard
      title={t('checkMail.title')}
      lead={t(lead, { email: props.email })}
      footer={
        <Text
          id="checkMail.nothing"
          parts={{
            0: (
              <button
                type="button"
                onClick={props.onAgain}
                className="rounded-chip text-ink underline underline-offset-2"
              />
            ),
          }}
        />
      }
    >
      <p className="text-ink-2">{t(detail)}</p>
      <MailboxLink />
    </AuthCard>
  );
}

/** Where mails are only shown on this computer, the way to them. */
export function MailboxLink(props: { plain?: boolean }) {
  const t = useTexts();
  const rules = useQuery(trpc.registration.rules.queryOptions()).data;
  if (!rules?.mailbox) return null;
  return (
    <a
      href="/mailbox"
      target="_blank"
      rel="noreferrer"
      className={
        props.plain ? 'text-ink underline underline-offset-2' : buttonClass('outline', 'lg')
      }
    >
      {t('checkMail.mailbox')}
    </a>
  );
}
