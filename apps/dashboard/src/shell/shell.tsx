import { BrandMark } from '@platform/ui/brand-mark';
import { Kbd } from '@platform/ui/kbd';
import { keepClear } from '@platform/ui/lib/keep-clear';
import { Sheet } from '@platform/ui/sheet';
import { Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router';
import clsx from 'clsx';
import { Menu as MenuIcon, Search } from 'lucide-react';
import { useState } from 'react';
import { UnprovedBanner } from '../features/registration/unproved-banner.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { AccountMenu } from './account-menu.tsx';
import { ConnectionState } from './connection-state.tsx';
import { NavLink } from './nav-link.tsx';
import { places } from './navigation.ts';
import { OfflineBanner } from './offline-banner.tsx';
import { Palette } from './palette.tsx';
import { keyCaps, ShortcutsDialog } from './shortcuts/shortcuts-dialog.tsx';
import { useShortcuts } from './shortcuts/use-shortcuts.ts';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';
import { useWaitingCount } from './use-waiting-count.ts';
import { WorkspaceSwitcher } from './workspace-switcher.tsx';

type Overlay = 'palette' | 'shortcuts' | 'navigation' | null;

/** What stands around every screen of a workspace. */
export function Shell() {
  const t = useTexts();
  const navigate = useNavigate();
  const waiting = useWaitingCount();
  const [overlay, setOverlay] = useState<Overlay>(null);
  // On a phone an open conversation needs the whole height: the bar makes room for the composer.
  const inThread = Boolean(useMatchRoute()({ to: '/inbox/$conversationId' }));
  useFocusOnNavigation();

  const anywhere = t('shortcut.groupAnywhere');
  useShortcuts([
    {
      keys: 'mod+k',
      label: t('shortcut.palette'),
      group: anywhere,
      always: true,
      run: () => setOverlay((now) => (now === 'palette' ? null : 'palette')),
    },
    { keys: '?', label: t('shortcut.help'), group: anywhere, run: () => setOverlay('shortcuts') },
    ...places.map((place) => ({
      keys: `g ${place.key}`,
      label: t('shortcut.go', { place: t(place.label) }),
      group: anywhere,
      run: () => void navigate({ to: place.to }),
    })),
  ]);

  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="fixed start-4 top-2 z-70 -translate-y-16 rounded-control bg-ink px-3 py-2 text-on-ink focus:translate-y-0"
      >
        {t('shell.skip')}
      </a>
      <aside className="hidden w-56 shrink-0 flex-col border-line border-e p-3 md:flex">
        <div className="flex h-10 items-center gap-2.5 px-2">
          <BrandMark size={20} />
          <WorkspaceSwitcher />
        </div>
        <button
          type="button"
          onClick={() => setOverlay('palette')}
          className="my-3 flex h-8 items-center gap-2 rounded-control border border-line bg-surface px-2.5 text-ink-2 hover:border-line-strong"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 truncate text-start">{t('shell.search')}</span>
          <Kbd>{keyCaps('mod+k').join(' ')}</Kbd>
        </button>
        <nav aria-label={t('nav.label')} className="flex flex-1 flex-col gap-0.5">
          {places.map((place) => (
            <NavLink key={place.to} place={place} waiting={waiting} />
          ))}
        </nav>
        <ConnectionState />
        <div className="flex">
          <AccountMenu onShowShortcuts={() => setOverlay('shortcuts')} />
        </div>
      </aside>

      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <OfflineBanner />
        <UnprovedBanner />
        <main
          id="content"
          tabIndex={-1}
          className="scrollbar-thin min-h-0 flex-1 overflow-y-auto outline-none"
        >
          <Outlet />
        </main>
      </div>

      <div className="md:hidden">
        <ConnectionState />
      </div>
      <nav
        ref={keepClear}
        aria-label={t('nav.label')}
        className={clsx(
          'flex gap-1 border-line border-t bg-paper px-2 pt-1 pb-[max(0.25rem,env(safe-area-inset-bottom))] md:hidden',
          inThread && 'hidden',
        )}
      >
        {places.slice(0, 4).map((place) => (
          <NavLink key={place.to} place={place} waiting={waiting} stacked />
        ))}
        <button
          type="button"
          onClick={() => setOverlay('navigation')}
          className="flex min-h-12 flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-ink-2 text-xs"
        >
          <MenuIcon aria-hidden className="size-5" />
          {t('nav.more')}
        </button>
      </nav>

      <Sheet
        side="start"
        title={t('shell.menu')}
        open={overlay === 'navigation'}
        onOpenChange={(open) => setOverlay(open ? 'navigation' : null)}
      >
        <div className="flex min-h-full flex-col gap-4">
          <div className="flex items-center gap-2.5 px-2">
            <BrandMark size={20} />
            <WorkspaceSwitcher />
          </div>
          <nav aria-label={t('nav.more')} className="flex flex-col gap-0.5">
            {places.map((place) => (
              <NavLink
                key={place.to}
                place={place}
                waiting={waiting}
                onNavigate={() => setOverlay(null)}
              />
            ))}
          </nav>
          <button
            type="button"
            onClick={() => setOverlay('palette')}
            className="touch-target flex items-center gap-2.5 rounded-control px-2.5 text-ink-2 hover:bg-hover"
          >
            <Search aria-hidden className="size-4" />
            {t('shell.search')}
          </button>
          <div className="mt-auto flex">
            <AccountMenu onShowShortcuts={() => setOverlay('shortcuts')} />
          </div>
        </div>
      </Sheet>
      <Palette
        open={overlay === 'palette'}
        // Another overlay may have taken its place by what was chosen.
        onClose={() => setOverlay((now) => (now === 'palette' ? null : now))}
        onShowShortcuts={() => setOverlay('shortcuts')}
      />
      <ShortcutsDialog
        open={overlay === 'shortcuts'}
        onOpenChange={(open) => setOverlay(open ? 'shortcuts' : null)}
      />
    </div>
  );
}
