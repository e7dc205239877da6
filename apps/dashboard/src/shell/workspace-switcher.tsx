import { Menu, MenuChoice, MenuItem, MenuSeparator } from '@platform/ui/menu';
import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { meQuery } from '../api/client.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { CreateWorkspaceDialog } from './create-workspace-dialog.tsx';
import { switchWorkspace } from './switch-workspace.ts';
import { useWorkspace } from './workspace-context.tsx';

/** Which workspace is in view, the others of this person, and the way to a new one. */
export function WorkspaceSwitcher() {
  const t = useTexts();
  const { membership } = useWorkspace();
  const [creating, setCreating] = useState(false);
  const memberships = useQuery(meQuery).data?.memberships ?? [membership];
  return (
    <>
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
          onChange={(id) => {
            if (id !== membership.tenantId) switchWorkspace(id);
          }}
        />
        <MenuSeparator />
        <MenuItem icon={<Plus aria-hidden />} onSelect={() => setCreating(true)}>
          {t('workspace.new')}
        </MenuItem>
      </Menu>
      {creating ? <CreateWorkspaceDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}
