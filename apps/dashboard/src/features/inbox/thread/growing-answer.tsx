import { AnswerView } from '@platform/ui/answer-view';
import { Button } from '@platform/ui/button';
import { toast } from '@platform/ui/toast';
import { PencilLine, Search, Square } from 'lucide-react';
import { api } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { GrowingAnswer } from '../state/thread-state.ts';
import { Said } from './said.tsx';
import { useOpenCitation } from './use-open-citation.ts';

/** The answer as it is written: what it looks through first, then sentence by checked sentence. */
export function GrowingAnswerView(props: {
  conversationId: string;
  answer: GrowingAnswer;
  assistantName?: string | null;
  mayWrite: boolean;
}) {
  const t = useTexts();
  const openCitation = useOpenCitation();
  const { answer } = props;
  const searching = answer.phase === 'searching';
  const Phase = searching ? Search : PencilLine;
  const stop = async () => {
    try {
      await api.conversations.stopAnswer.mutate({ conversationId: props.conversationId });
    } catch (error) {
      toast.fail(t('inbox.stopFailed'), { detail: errorWords(error, t).title });
    }
  };
  return (
    <Said
      voice="ai"
      name={props.assistantName ?? t('inbox.ai')}
      label={props.assistantName ? t('inbox.ai') : ''}
      at={null}
      footer={
        <div className="flex items-center gap-2 text-ink-2 text-xs">
          <span role="status" className="flex items-center gap-1.5">
            <Phase aria-hidden className="skeleton-pulse size-3" />
            {searching ? t('inbox.lookingIn', { count: answer.sourceCount }) : t('inbox.writing')}
          </span>
          {props.mayWrite ? (
            <Button
              size="sm"
              variant="quiet"
              icon={<Square aria-hidden className="size-3" />}
              onClick={() => void stop()}
            >
              {t('inbox.stop')}
            </Button>
          ) : null}
        </div>
      }
    >
      <AnswerView answer={answer.tree} onCite={openCitation} />
    </Said>
  );
}
