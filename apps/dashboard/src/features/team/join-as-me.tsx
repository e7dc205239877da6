import type { InvitationPreview } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../api/client.ts';
import { forgetCsrfToken } from '../../api/session.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { switchWorkspace } from '../../shell/switch-workspace.ts';
import { useTexts } from '../../texts/use-texts.tsx';
import { AuthCard } from '../auth/auth-card.tsx';
import { OtherAccount, useLead } from './invitation-page.tsx';
import { forgetInvitation } from './invitation-token.ts';

/** For somebody who has an account and is in it. */
export function JoinAsMe(props: { token: string; invitation: InvitationPreview; email: string }) {
  const t = useTexts();
  const { token, invitation, email } = props;
  const lead = useLead(invitation);
  const accept = useMutation(
    trpc.invitations.accept.mutationOptions({
      onSuccess: ({ tenantId }) => {
        forgetInvitation();
        switchWorkspace(tenantId);
      },
    }),
  );
  const signOut = useMutation(
    trpc.auth.signOut.mutationOptions({
      onSuccess: () => {
        forgetCsrfToken();
        queryClient.clear();
        // The invitation waits in this tab for whoever signs in next.
        location.reload();
      },
    }),
  );
  const title = t('join.title', { workspace: invitation.workspaceName });
  const foreign = invitation.email !== null && invitation.email !== email.toLowerCase();
  return (
    <AuthCard
      title={title}
      lead={lead}
      onSubmit={(event) => {
        event.preventDefault();
        if (foreign) signOut.mutate();
        else accept.mutate({ token });
      }}
      footer={foreign ? null : t('join.asWhom', { email })}
    >
      {foreign ? <OtherAccount invited={invitation.email ?? ''} email={email} /> : null}
      {accept.error ? <FailurePanel error={accept.error} /> : null}
      {signOut.error ? <FailurePanel error={signOut.error} /> : null}
      {foreign ? (
        <Button type="submit" size="lg" busy={signOut.isPending}>
          {t('join.signOut')}
        </Button>
      ) : (
        <Button type="submit" variant="primary" size="lg" busy={accept.isPending}>
          {t('join.accept')}
        </Button>
      )}
    </AuthCard>
  );
}
