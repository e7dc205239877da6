import { AnswerView } from '@platform/ui/answer-view';
import { Button } from '@platform/ui/button';
import { Textarea } from '@platform/ui/textarea';
import { useMutation } from '@tanstack/react-query';
import { CornerDownLeft } from 'lucide-react';
import { trpc } from '../../../api/client.ts';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { useDraft } from '../state/texts-store.ts';
import { useOpenCitation } from '../thread/use-open-citation.ts';

/** The AI drafts for the team, with citations; a person reads it, inserts it and sends it. */
export function AskPanel(props: { conversationId: string; onInserted: () => void }) {
  const t = useTexts();
  const openCitation = useOpenCitation();
  const [question, setQuestion] = useDraft(props.conversationId, 'ask');
  const [reply, setReply] = useDraft(props.conversationId, 'reply');
  const draft = useMutation(trpc.conversations.draft.mutationOptions());
  const ask = () => {
    const asked = question.trim();
    draft.mutate({
      conversationId: props.conversationId,
      ...(asked === '' ? {} : { question: asked }),
    });
  };
  const found = draft.data && draft.data.trace.outcome !== 'not-found' ? draft.data : null;
  const insert = () => {
    if (!found) return;
    const titles = [...new Set(found.answer.citations.map((each) => each.documentTitle))];
    const sources = titles.length > 0 ? t('inbox.draftSources', { titles: titles.join(', ') }) : '';
    setReply([reply.trim(), found.text, sources].filter((each) => each !== '').join('\n\n'));
    props.onInserted();
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Textarea
        rows={1}
        growTo={4}
        maxLength={8_000}
        aria-label={t('inbox.tabAsk')}
        placeholder={t('inbox.askPlaceholder')}
        value={question}
        onChange={(event) => setQuestion(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            ask();
          }
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {draft.error ? <FailurePanel error={draft.error} onRetry={ask} /> : null}
      {draft.data ? (
        <div className="scrollbar-thin max-h-60 overflow-y-auto py-1">
          {found ? (
            <AnswerView rule answer={found.answer} onCite={openCitation} />
          ) : (
            <p className="text-ink-2">{t('inbox.draftNothing')}</p>
          )}
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button type="submit" variant={found ? 'outline' : 'ai'} busy={draft.isPending}>
          {draft.isPending
            ? t('inbox.drafting')
            : draft.data
              ? t('inbox.draftAgain')
              : t('inbox.draft')}
        </Button>
        {found ? (
          <Button
            variant="human"
            icon={<CornerDownLeft aria-hidden className="size-4" />}
            onClick={insert}
          >
            {t('inbox.draftInsert')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
