import type { Member } from '@platform/api-contract/types';
import { Avatar } from '@platform/ui/avatar';
import { Chip } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../api/client.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { type TextId, useTexts } from '../../texts/use-texts.tsx';

const roleWords: Record<Member['role'], TextId> = {
  owner: 'settings.roleOwner',
  admin: 'settings.roleAdmin',
  agent: 'settings.roleAgent',
  viewer: 'settings.roleViewer',
};

/** Who belongs to the workspace, and what each may do. */
export function MemberList() {
  const t = useTexts();
  const { person } = useWorkspace();
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
  return (
    <ul aria-label={t('settings.members')} className="border-line border-t">
      {list.data.members.map((member) => (
        <li
          key={member.userId}
          className="flex items-center gap-3 border-line border-b py-2.5 [contain-intrinsic-size:auto_3.75rem] [content-visibility:auto]"
        >
          <Avatar name={member.name} tone="human" />
          <div className="min-w-0 flex-1">
            <p className="flex min-w-0 items-center gap-2">
              <bdi className="truncate font-medium">{member.name}</bdi>
              {member.userId === person.id ? (
                <span className="shrink-0 text-ink-2 text-sm">{t('settings.you')}</span>
              ) : null}
            </p>
            <p className="truncate text-ink-2 text-sm">{member.email}</p>
          </div>
          <RelativeTime
            at={member.joinedAt}
            className="shrink-0 text-ink-2 text-sm max-sm:hidden"
          />
          <Chip tone="outline">{t(roleWords[member.role])}</Chip>
        </li>
      ))}
    </ul>
  );
}
