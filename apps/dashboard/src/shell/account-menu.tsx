import { Avatar } from '@platform/ui/avatar';
import { Menu, MenuHeading, MenuItem, MenuSeparator } from '@platform/ui/menu';
import { ThemeSwitch } from '@platform/ui/theme-switch';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { Keyboard, LogOut } from 'lucide-react';
import { queryClient, trpc } from '../api/client.ts';
import { errorWords } from '../api/error-texts.ts';
import { forgetCsrfToken } from '../api/session.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { useWorkspace } from './workspace-context.tsx';

export function AccountMenu(props: { onShowShortcuts: () => void }) {
  const t = useTexts();
  const { person } = useWorkspace();
  const signOut = useMutation(
    trpc.auth.signOut.mutationOptions({
      onSuccess: () => {
        forgetCsrfToken();
        queryClient.clear();
        location.assign('/app/sign-in');
      },
      onError: (error) =>
        toast.fail(t('shell.signOutFailed'), { detail: errorWords(error, t).title }),
    }),
  );
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`${t('shell.account')}: ${person.name}`}
          className="touch-target flex h-9 min-w-0 flex-1 items-center gap-2.5 rounded-control px-2 text-start hover:bg-hover"
        >
          <Avatar name={person.name} size="sm" />
          <span className="truncate" dir="auto">
            {person.name}
          </span>
        </button>
      }
    >
      <MenuHeading>
        <span className="block truncate" title={person.email}>
          {person.email}
        </span>
      </MenuHeading>
      <div className="flex items-center justify-between gap-4 px-2 py-1">
        <span>{t('shell.theme')}</span>
        <ThemeSwitch
          label={t('shell.theme')}
          words={{
            system: t('shell.themeSystem'),
            light: t('shell.themeLight'),
            dark: t('shell.themeDark'),
          }}
        />
      </div>
      <MenuSeparator />
      <MenuItem icon={<Keyboard aria-hidden />} shortcut="?" onSelect={props.onShowShortcuts}>
        {t('shell.shortcuts')}
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => signOut.mutate()}>
        {t('shell.signOut')}
      </MenuItem>
    </Menu>
  );
}
