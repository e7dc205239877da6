import { Button } from '@platform/ui/button';
import { PageHeader } from '@platform/ui/page-header';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../shell/page.tsx';
import { useMay } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { SettingsGroup } from '../settings/settings-group.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { LeaveGroup } from './leave-group.tsx';
import { MemberList } from './member-list.tsx';

export function TeamPage() {
  const t = useTexts();
  const mayManage = useMay('members.manage');
  const [inviting, setInviting] = useState(false);
  return (
    <Page title={t('team.title')} width="narrow">
      <PageHeader
        title={t('team.title')}
        {...(mayManage
          ? {
              actions: (
                <Button
                  variant="primary"
                  icon={<UserPlus aria-hidden className="size-4" />}
                  onClick={() => setInviting(true)}
                >
                  {t('team.invite')}
                </Button>
              ),
            }
          : {})}
      />
      <div className="flex flex-col gap-10">
        <SettingsGroup title={t('team.members')} hint={t('team.membersHint')}>
          <MemberList />
        </SettingsGroup>
        {mayManage ? (
          <SettingsGroup title={t('team.invitations')} hint={t('team.invitationsHint')}>
            <InvitationList />
          </SettingsGroup>
        ) : null}
        <SettingsGroup title={t('team.leaveGroup')} hint={t('team.leaveGroupHint')}>
          <LeaveGroup />
        </SettingsGroup>
      </div>
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Page>
  );
}
