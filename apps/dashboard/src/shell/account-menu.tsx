import { Avatar } from '@platform/ui/avatar';
import { chooseTheme, useTheme } from '@platform/ui/lib/theme';
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuSeparator } from '@platform/ui/menu';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { queryClient, trpc } from '../api/client.ts';
import { errorWords } from '../api/error-texts.ts';
import { forgetCsrfToken } from '../api/session.ts';
import { forgetStored } from '../lib/stored.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { useWorkspace } from './workspace-context.tsx';

/** Stands on every screen of a signed-in person, with the way out. [ASVS 7.4.4] */
export function AccountMenu(props: { onShowShortcuts: () => void }) {
  const t = useTexts();
  const { person } = useWorkspace();
  const navigate = useNavigate();
  const theme = useTheme();
  const signOut = useMutation(
    trpc.auth.signOut.mutationOptions({
      onSuccess: () => {
        forgetCsrfToken();
        queryClient.clear();
        // Drafts belong to the person, not to the browser that the next one may sign in with.
        forgetStored(() => sessionStorage, 'parley.');
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
          className="touch-target flex h-9 min-w-0 flex-1 items-center gap-2.5 rounded-control px-2 text-start hover:bg-hover"
        >
          <span className="sr-only">{t('shell.account')}: </span>
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
      <MenuItem
        icon={<UserRound aria-hidden />}
        onSelect={() => void navigate({ to: '/settings/profile' })}
      >
        {t('profile.title')}
      </MenuItem>
      <MenuSeparator />
      <MenuChoice
        label={t('shell.theme')}
        value={theme}
        onChange={chooseTheme}
        options={[
          { value: 'system', label: t('shell.themeSystem'), icon: <Monitor aria-hidden /> },
          { value: 'light', label: t('shell.themeLight'), icon: <Sun aria-hidden /> },
          { value: 'dark', label: t('shell.themeDark'), icon: <Moon aria-hidden /> },
        ]}
      />
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
