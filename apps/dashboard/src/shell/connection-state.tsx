import { useConnectionState } from '../realtime/realtime.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Whether what is on the screen moves by itself; quiet while it does. */
export function ConnectionState() {
  const t = useTexts();
  const state = useConnectionState();
  const words =
    state === 'open'
      ? t('shell.live')
      : state === 'connecting'
        ? t('shell.connecting')
        : t('shell.connectionLost');
  return (
    <p
      role="status"
      className={
        state === 'open' || state === 'connecting' ? 'sr-only' : 'px-2 pb-2 text-ink-2 text-xs'
      }
    >
      {words}
    </p>
  );
}
