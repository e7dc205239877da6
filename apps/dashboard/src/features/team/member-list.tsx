import type { Member } from '@platform/api-contract/types';
import { Avatar } from '@platform/ui/avatar';
import { Chip } from '@platform/ui/chip';
import { IconButton } from '@platform/ui/icon-button';
import { Menu, MenuItem } from '@platform/ui/menu';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { Crown, Ellipsis, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { trpc } from '../../api/client.ts';
import { useRemoved } from '../../lib/remove-with-undo.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useMay, useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { RoleSelect } from './role-select.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { removeMember, useChangeRole } from './use-team.ts';

/** Who belongs to the workspace; who may change that does it here. */
export function MemberList() {
  const t = useTexts();
  const removed = useRemoved();
  const [heir, setHeir] = useState<Member | null>(null);
  const list = useQuery(trpc.workspaces.members.queryOptions());
  if (list.error && !list.data) {
    return <FailurePanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return (
      <Loading label={t('common.loading')} className="flex flex-col gap-4">
        {[0, 1, 2].map((each) => (
          <Skeleton key={each} className="h-8" />
        ))}
      </Loading>
    );
  }
  const members = list.data.members.filter(({ userId }) => !removed.has(userId));
  const owners = members.filter(({ role }) => role === 'owner').length;
  return (
    <>
      <ul aria-label={t('team.members')} className="border-line border-t">
        {members.map((member) => (
          <MemberRow
            key={member.userId}
            member={member}
            lastOwner={member.role === 'owner' && owners === 1}
            onTransfer={setHeir}
          />
        ))}
      </ul>
      {heir ? <TransferDialog to={heir} onClose={() => setHeir(null)} /> : null}
    </>
  );
}

function MemberRow(props: {
  member: Member;
  lastOwner: boolean;
  onTransfer: (member: Member) => void;
}) {
  const t = useTexts();
  const { person, membership } = useWorkspace();
  const mayManage = useMay('members.manage');
  const mayTransfer = useMay('ownership.transfer');
  const roles = useChangeRole(person.id);
  const { member } = props;
  const { name } = member;
  const isMe = member.userId === person.id;
  // Whoever is no owner leaves owners alone, and the last owner stays one.
  const fixed =
    !mayManage || props.lastOwner || (member.role === 'owner' && membership.role !== 'owner');
  const mayRemove = !fixed && !isMe;
  const mayHandOver = mayTransfer && !isMe;
  return (
    <li className="flex min-h-15 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2.5">
      <Avatar name={name} tone="human" />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-medium">{name}</bdi>
          {isMe ? <span className="shrink-0 text-ink-2 text-sm">{t('team.you')}</span> : null}
        </p>
        <p className="truncate text-ink-2 text-sm">{member.email}</p>
      </div>
      <RelativeTime at={member.joinedAt} className="shrink-0 text-ink-2 text-sm max-sm:hidden" />
      {fixed ? (
        <Chip tone="outline">{t(`team.role.${member.role}`)}</Chip>
      ) : (
        <div className="w-28 shrink-0">
          <RoleSelect
            label={t('team.roleOf', { name })}
            value={member.role}
            mine={membership.role}
            disabled={roles.pendingFor === member.userId}
            onChange={(role) => roles.change(member, role)}
          />
        </div>
      )}
      {mayRemove || mayHandOver ? (
        <Menu
          align="end"
          trigger={
            <IconButton label={t('team.actionsFor', { name })}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          {mayHandOver ? (
            <MenuItem icon={<Crown aria-hidden />} onSelect={() => props.onTransfer(member)}>
              {t('team.transfer')}
            </MenuItem>
          ) : null}
          {mayRemove ? (
            <MenuItem
              tone="danger"
              icon={<UserMinus aria-hidden />}
              onSelect={() => removeMember(member)}
            >
              {t('team.remove')}
            </MenuItem>
          ) : null}
        </Menu>
      ) : null}
    </li>
  );
}
