import type { InvitationPreview } from '@platform/api-contract/types';
import { buttonClass } from '@platform/ui/button';
import { Notice } from '@platform/ui/notice';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readError } from '../../api/api-error.ts';
import { api, meQuery } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import { forgetInvitation, useInvitationToken } from './invitation-token.ts';
import { JoinAsMe } from './join-as-me.tsx';
import { JoinBySignUp } from './join-by-sign-up.tsx';

/** Where the link of an invitation leads, for whoever opens it: signed in, signed out, or new. */
export function InvitationPage() {
  const t = useTexts();
  const token = useInvitationToken();
  const me = useQuery(meQuery);
  const preview = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.invitations.preview.mutate({ token }),
    enabled: token !== '',
    retry: false,
  });
  const over = token === '' || readError(preview.error).code === 'NOT_FOUND';
  if (over) {
    forgetInvitation();
    return (
      <AuthCard title={t('join.overTitle')} lead={t('join.overDetail')}>
        <Link to="/" className={buttonClass('outline', 'lg')}>
          {t('join.toApp')}
        </Link>
      </AuthCard>
    );
  }
  if (preview.error) {
    return (
      <AuthCard title={t('join.failed')} lead="">
        <FailurePanel error={preview.error} onRetry={() => void preview.refetch()} />
      </AuthCard>
    );
  }
  if (!preview.data || me.isPending) {
    return (
      <AuthCard title={t('join.loading')} lead="">
        <Loading label={t('common.loading')}>
          <Skeleton className="h-10" />
        </Loading>
      </AuthCard>
    );
  }
  const person = me.data?.user ?? null;
  return person === null ? (
    <JoinBySignUp token={token} invitation={preview.data} />
  ) : (
    <JoinAsMe token={token} invitation={preview.data} email={person.email} />
  );
}

/** By whom, and as what. */
export function useLead({ inviterName, role }: InvitationPreview): string {
  const t = useTexts();
  const word = t(`team.role.${role}`);
  return inviterName === null
    ? t('join.leadNobody', { role: word })
    : t('join.lead', { inviter: inviterName, role: word });
}

export function OtherAccount(props: { invited: string; email: string }) {
  const t = useTexts();
  return (
    <Notice tone="human" title={t('join.otherAccount', { invited: props.invited })}>
      {t('join.otherAccountDetail', { email: props.email })}
    </Notice>
  );
}
