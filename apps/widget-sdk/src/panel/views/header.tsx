import { showHistory } from '../requests.ts';
import { Icon } from './icon.tsx';
import type { ViewProps } from './view-props.ts';

export function Header({ state, panel, t, onClose }: ViewProps & { onClose: (() => void) | null }) {
  const { session, thread, screen } = state;
  const { conversation } = thread;
  const inHistory = screen === 'history';
  const human = conversation?.state === 'human';
  const line = human
    ? t('answering', { name: conversation.agentName ?? t('person') })
    : session && (session.settings.subtitle || t('subtitle', { name: session.workspaceName }));
  return (
    <header class="head">
      <button
        type="button"
        class="tool"
        aria-label={inHistory ? t('back') : t('history')}
        title={inHistory ? t('back') : t('history')}
        onClick={() =>
          inHistory ? panel.showConversation(state.conversationId) : void showHistory(panel)
        }
      >
        <Icon name={inHistory ? 'back' : 'clock'} />
      </button>
      <div class="title">
        <h2>
          <bdi>{inHistory ? t('history') : session?.assistantName}</bdi>
        </h2>
        {!inHistory && (
          <p class={human ? 'line human' : 'line'}>
            <bdi>{line}</bdi>
          </p>
        )}
      </div>
      {session?.settings.askForPerson !== false && !human && !inHistory && (
        <button
          type="button"
          class="tool"
          aria-label={t('talkToPerson')}
          title={t('talkToPerson')}
          disabled={conversation?.state === 'waiting'}
          onClick={() => panel.requestPerson(t('talkToPerson'))}
        >
          <Icon name="person" />
        </button>
      )}
      {onClose && (
        <button
          type="button"
          class="tool"
          aria-label={t('close')}
          title={t('close')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
