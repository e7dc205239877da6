import { showHistory } from '../requests.ts';
import { Icon } from './icon.tsx';
import { RelativeTime } from './relative-time.tsx';
import type { ViewProps } from './view-props.ts';

export function HistoryView({ state, panel, t, locale }: ViewProps) {
  const { history, historyFailed } = state;
  return (
    <div class="body">
      <ul class="history">
        {history?.map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => panel.showConversation(each.id)}>
              <span class="first" dir="auto">
                {each.firstQuestion}
              </span>
              <RelativeTime iso={each.lastMessageAt} locale={locale} />
              <span class="last" dir="auto">
                {each.lastText}
              </span>
              {each.unread > 0 && <span class="count">{each.unread}</span>}
            </button>
          </li>
        ))}
      </ul>
      {history?.length === 0 && <p class="note">{t('noHistory')}</p>}
      {!history && !historyFailed && <div class="skeleton" aria-hidden="true" />}
      {historyFailed && (
        <p class="note">
          {t('requestFailed')}{' '}
          <button type="button" class="link" onClick={() => void showHistory(panel)}>
            {t('tryAgain')}
          </button>
        </p>
      )}
      <button type="button" class="wide" onClick={() => panel.showConversation(null)}>
        <Icon name="plus" />
        {t('newConversation')}
      </button>
    </div>
  );
}
