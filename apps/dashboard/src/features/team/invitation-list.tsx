import type { Invitation } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip, type ChipTone } from '@platform/ui/chip';
import { EmptyState } from '@platform/ui/empty-state';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { LinkShown } from './link-shown.tsx';
import { refreshInvitations } from './use-team.ts';

const tones: Record<Invitation['state'], ChipTone> = {
  open: 'info',
  used: 'ok',
  expired: 'neutral',
  revoked: 'neutral',
};

export function InvitationList() {
  const t = useTexts();
  const list = useQuery(trpc.team.invitations.queryOptions());
  if (list.error && !list.data) {
    return <FailurePanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return (
      <Loading label={t('common.loading')}>
        <Skeleton className="h-8" />
      </Loading>
    );
  }
  const { invitations } = list.data;
  if (invitations.length === 0) {
    return (
      <EmptyState className="px-0 pt-0" title={t('team.noInvitations')}>
        {t('team.noInvitationsHint')}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t('team.invitations')} className="border-line border-t">
      {invitations.map((invitation) => (
        <InvitationRow key={invitation.id} invitation={invitation} />
      ))}
    </ul>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const t = useTexts();
  const { email, state, role, invitedBy } = invitation;
  const [link, setLink] = useState<string | null>(null);
  const renew = useMutation(
    trpc.team.renewInvitation.mutationOptions({
      onSuccess: (issued) => {
        refreshInvitations();
        setLink(issued.link);
        if (email !== null) toast.say(t('team.resent', { email }));
      },
      onError: (error) => toast.fail(t('team.renewFailed'), { detail: errorWords(error, t).title }),
    }),
  );
  const revoke = useMutation(
    trpc.team.revokeInvitation.mutationOptions({
      onSuccess: () => toast.say(t('team.revoked')),
      onError: (error) =>
        toast.fail(t('team.revokeFailed'), { detail: errorWords(error, t).title }),
      onSettled: refreshInvitations,
    }),
  );
  const invitationId = invitation.id;
  const live = state === 'open' || state === 'expired';
  const roleWord = t(`team.role.${role}`);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">
            {email ?? t('team.linkInvitation', { count: invitation.maxUses })}
          </span>
          <Chip tone={tones[state]}>{t(`team.state.${state}`)}</Chip>
        </p>
        <p className="truncate text-ink-2 text-sm">
          {invitedBy === null
            ? t('team.invitedAs', { role: roleWord })
            : t('team.invitedBy', { name: invitedBy, role: roleWord })}
          {email === null
            ? `, ${t('team.linkUsed', { uses: invitation.uses, max: invitation.maxUses })}`
            : ''}
          {state === 'open' ? (
            <>
              {`, ${t('team.ends')} `}
              <RelativeTime ahead at={invitation.expiresAt} />
            </>
          ) : null}
        </p>
      </div>
      {live ? (
        <div className="flex gap-2">
          <Button size="sm" busy={renew.isPending} onClick={() => renew.mutate({ invitationId })}>
            {email === null ? t('team.renewLink') : t('team.resend')}
          </Button>
          <Button
            size="sm"
            variant="danger"
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ invitationId })}
          >
            {t('team.revoke')}
          </Button>
        </div>
      ) : null}
      {link === null ? null : <LinkShown link={link} role={role} onClose={() => setLink(null)} />}
    </li>
  );
}
