import type { Outgoing } from '../state.ts';
import type { ViewProps } from './view-props.ts';

/** What the visitor wrote and the server does not have yet. */
export function OutgoingView({ entry, state, panel, t, said }: ViewProps & { entry: Outgoing }) {
  // Where the server asked for patience, the seconds until it is sent by itself.
  const seconds = Math.ceil((state.retryAtMs - Date.now()) / 1_000);
  return (
    <div class="mine waiting">
      <p dir="auto">{entry.text}</p>
      {entry.refused === undefined ? (
        <small>
          {t(state.reachable ? 'sending' : 'queued')}
          {seconds > 0 && ` (${seconds} s)`}
        </small>
      ) : (
        <small class="refused">
          {t('notSent', { reason: said(entry.refused) })}{' '}
          <button type="button" class="link" onClick={() => panel.retry(entry.clientId)}>
            {t('tryAgain')}
          </button>{' '}
          <button type="button" class="link" onClick={() => panel.discard(entry.clientId)}>
            {t('remove')}
          </button>
        </small>
      )}
    </div>
  );
}
