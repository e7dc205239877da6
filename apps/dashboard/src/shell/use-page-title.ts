import { useEffect } from 'react';
import { useTexts } from '../texts/use-texts.tsx';

/**
 * Names the tab: the screen first, because tabs are narrow. `null` leaves the name to a screen inside
 * of this one.
 */
export function usePageTitle(title: string | null): void {
  const t = useTexts();
  const app = t('common.appName');
  useEffect(() => {
    if (title === null) return;
    document.title = title ? `${title} · ${app}` : app;
  }, [title, app]);
}
