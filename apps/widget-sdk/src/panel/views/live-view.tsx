import { AnswerView } from './answer-view.tsx';
import type { ViewProps } from './view-props.ts';

/** The answer as far as it is written; before its first sentence, what is being done about it. */
export function LiveView({ state, t }: ViewProps) {
  const { live } = state.thread;
  const doing = live
    ? live.sourceCount
      ? t('looking', { n: live.sourceCount })
      : t('lookingUp')
    : t('reading');
  const begun = live !== null && live.nextSeq > 0;
  return (
    <div class="said">
      {begun && (
        <AnswerView
          tree={live.tree}
          showSources={state.session?.settings.showSources !== false}
          t={t}
        />
      )}
      {live?.ended === 'stopped' && <p class="note">{t('stopped')}</p>}
      {!live?.ended && (begun ? <span class="cursor" /> : <p class="doing">{doing}</p>)}
    </div>
  );
}
