import { useEffect } from 'react';
import { useTexts } from '../texts/use-texts.tsx';

/** Names the tab: the screen first, because tabs are narrow. */
export function usePageTitle(title: string): void {
  const t = useTexts();
  const app = t('common.appName');
  useEffect(() => {
    document.title = title ? `${title} · ${app}` : app;
  }, [title, app]);
}
