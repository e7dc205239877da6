import type { Message } from '@platform/api-contract/types';
import type { ViewProps } from './view-props.ts';

/** What to do when the documents did not say it, or when answering failed. */
export function NextSteps({
  state,
  panel,
  t,
  message,
  question,
}: ViewProps & { message: Message; question: string }) {
  const notFound = message.outcome === 'not-found';
  const { session, thread } = state;
  if (!session || (!notFound && message.outcome !== 'failed')) return null;
  const offerPerson =
    session.settings.askForPerson &&
    (session.whenUnsure === 'offer-person' || !notFound) &&
    thread.conversation?.state === 'ai';
  return (
    <div class="steps">
      <button
        type="button"
        onClick={() => (notFound ? panel.rephrase(question) : panel.send(question))}
      >
        {notFound ? t('rephrase') : t('askAgain')}
      </button>
      {offerPerson && (
        <button
          type="button"
          class="to-person"
          onClick={() => panel.requestPerson(t('talkToPerson'))}
        >
          {t('talkToPerson')}
        </button>
      )}
    </div>
  );
}
