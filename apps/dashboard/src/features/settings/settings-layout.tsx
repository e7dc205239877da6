import { roleMay } from '@platform/api-contract/permissions';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { settingsPlaces } from './settings-places.ts';

/** The pages of the settings beside their list; on narrow screens the list is a row that scrolls. */
export function SettingsLayout() {
  const t = useTexts();
  const { role } = useWorkspace().membership;
  const { pathname } = useLocation();
  const list = useRef<HTMLElement>(null);
  // On a narrow screen the page that is open may stand outside of the row.
  useEffect(() => {
    const present = list.current?.querySelector('[aria-current=page]');
    present?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  const places = settingsPlaces.filter(
    ({ permission }) => permission === undefined || roleMay(role, permission),
  );
  const groups = (['you', 'workspace'] as const)
    .map((group) => ({ group, places: places.filter((place) => place.group === group) }))
    .filter((each) => each.places.length > 0);
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col lg:flex-row">
      <nav
        ref={list}
        aria-label={t('settings.pages')}
        className="flex shrink-0 gap-4 overflow-x-auto border-line border-b px-4 py-2 lg:w-56 lg:flex-col lg:gap-6 lg:border-b-0 lg:px-4 lg:py-8"
      >
        {groups.map(({ group, places: shown }) => (
          <div key={group} className="flex gap-1 lg:flex-col">
            <p className="px-2.5 pb-1 text-ink-2 text-sm max-lg:hidden">
              {t(group === 'you' ? 'settings.groupYou' : 'settings.groupWorkspace')}
            </p>
            {shown.map((place) => (
              <Link
                key={place.to}
                to={place.to}
                activeOptions={{ exact: true }}
                activeProps={{ className: 'bg-selected text-ink font-medium' }}
                inactiveProps={{ className: 'text-ink-2 hover:bg-hover hover:text-ink' }}
                className="touch-target flex h-8 shrink-0 items-center whitespace-nowrap rounded-control px-2.5 no-underline transition-colors"
              >
                {t(place.label)}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}
