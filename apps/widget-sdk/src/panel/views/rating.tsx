import type { Message } from '@platform/api-contract/types';
import { rate } from '../requests.ts';
import { Icon } from './icon.tsx';
import type { ViewProps } from './view-props.ts';

export function Rating({ state, panel, t, message }: ViewProps & { message: Message }) {
  const value = message.rating?.value;
  const asking = state.askingWhy === message.id;
  const button = (wanted: 'up' | 'down', label: string) => (
    <button
      type="button"
      class="tool small"
      aria-pressed={value === wanted}
      aria-label={label}
      title={label}
      onClick={() => void rate(panel, message, value === wanted ? null : wanted)}
    >
      <Icon name={wanted} />
    </button>
  );
  return (
    <div class="rating">
      {button('up', t('helpful'))}
      {button('down', t('notHelpful'))}
      {value && !asking && <span role="status">{t('ratedUp')}</span>}
      {asking && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const reason = new FormData(event.currentTarget).get('reason');
            void rate(panel, message, 'down', String(reason).trim());
          }}
        >
          <label>
            {t('whatWrong')}
            <input name="reason" dir="auto" maxLength={500} required />
          </label>
          <button type="submit">{t('send')}</button>
          <button type="button" class="link" onClick={() => panel.set({ askingWhy: null })}>
            {t('skip')}
          </button>
        </form>
      )}
    </div>
  );
}
