import { Menu, MenuChoice } from '@platform/ui/menu';
import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { meQuery, queryClient } from '../api/client.ts';
import { rememberWorkspace } from '../api/session.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { useWorkspace } from './workspace-context.tsx';

/**
 * Which workspace is in view. A switch starts from the overview with an empty cache: nothing of one
 * workspace may stand on the screen of another, not even for a moment.
 */
export function switchWorkspace(id: string): void {
  rememberWorkspace(id);
  queryClient.clear();
  location.assign('/app/');
}

export function WorkspaceSwitcher() {
  const t = useTexts();
  const { membership } = useWorkspace();
  const memberships = useQuery(meQuery).data?.memberships ?? [membership];
  if (memberships.length < 2) {
    return (
      <span className="truncate font-medium" dir="auto" title={membership.name}>
        {membership.name}
      </span>
    );
  }
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="touch-target -mx-1.5 flex h-8 min-w-0 items-center gap-1.5 rounded-control px-1.5 font-medium hover:bg-hover"
        >
          <span className="sr-only">{t('shell.workspace')}: </span>
          <span className="truncate" dir="auto">
            {membership.name}
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-2" />
        </button>
      }
    >
      <MenuChoice
        label={t('shell.workspace')}
        value={membership.tenantId}
        options={memberships.map((each) => ({ value: each.tenantId, label: each.name }))}
        onChange={switchWorkspace}
      />
    </Menu>
  );
}
