import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../texts/use-texts.tsx';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function OfflineBanner() {
  const t = useTexts();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-2 border-line border-b bg-surface px-4 py-2 text-sm"
    >
      <WifiOff aria-hidden className="size-4 text-ink-2" />
      <span className="font-medium">{t('shell.offlineTitle')}</span>
      <span className="text-ink-2">{t('shell.offlineDetail')}</span>
    </div>
  );
}
