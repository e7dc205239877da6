import type { ClientState } from '@platform/realtime/client';
import { useConnectionState } from '../realtime/realtime.tsx';
import { type TextId, useTexts } from '../texts/use-texts.tsx';

const wordsOf = {
  open: 'shell.live',
  connecting: 'shell.connecting',
  waiting: 'shell.connectionLost',
  offline: 'shell.connectionLost',
  stopped: 'shell.connectionEnded',
} as const satisfies Record<ClientState, TextId>;

/** Whether what is on the screen moves by itself; quiet while it does. */
export function ConnectionState() {
  const t = useTexts();
  const state = useConnectionState();
  const words = t(wordsOf[state]);
  return (
    <p
      role="status"
      className={
        state === 'open' || state === 'connecting'
          ? 'sr-only'
          : 'px-2 py-1 text-ink-2 text-xs md:pb-2'
      }
    >
      {words}
    </p>
  );
}
