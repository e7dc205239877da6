import type { Outgoing } from '../state.ts';
import type { ViewProps } from './view-props.ts';

/** What the visitor wrote and the server does not have yet. */
export function OutgoingView({ entry, state, panel, t, said }: ViewProps & { entry: Outgoing }) {
  return (
    <div class="mine waiting">
      <p dir="auto">{entry.text}</p>
      {entry.refused === undefined ? (
        <small>{state.reachable ? t('sending') : t('queued')}</small>
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
