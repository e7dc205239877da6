import { Button } from '@platform/ui/button';
import { IconButton } from '@platform/ui/icon-button';
import { keepClear } from '@platform/ui/lib/keep-clear';
import { Textarea } from '@platform/ui/textarea';
import { ArrowUp, RotateCcw } from 'lucide-react';
import { type RefObject, useRef, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import { TraceSheet } from '../../inbox/trace/trace-sheet.tsx';
import type { Draft } from '../editor/use-draft.ts';
import { Opening, PreviewThread, Question } from './preview-thread.tsx';
import type { Preview } from './use-preview.ts';

/** A real conversation with the draft: the same search, model, checks and cost as a visitor's. */
export function PreviewPane(props: { draft: Draft; preview: Preview }) {
  const t = useTexts();
  const { draft, preview } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [tracedId, setTracedId] = useState<string | null>(null);
  const begun = preview.conversationId !== null || preview.asked !== null;
  const opening = (
    <Opening
      settings={draft.values}
      onAsk={begun ? null : (question) => void preview.ask(question)}
    />
  );
  return (
    <section aria-labelledby="preview-heading" className="flex h-full min-h-0 flex-col">
      <header className="flex items-start justify-between gap-2 border-line border-b px-5 py-3">
        <div>
          <h2 id="preview-heading" className="font-medium">
            {t('assistants.previewTitle')}
          </h2>
          <p className="text-ink-2 text-sm">{t('assistants.previewHint')}</p>
        </div>
        <IconButton
          label={t('assistants.previewRestart')}
          disabled={!begun}
          onClick={preview.restart}
        >
          <RotateCcw aria-hidden />
        </IconButton>
      </header>
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        role="log"
        aria-label={t('assistants.previewLog')}
        className="scrollbar-thin flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-5 py-5 focus-visible:-outline-offset-2"
      >
        {opening}
        {preview.conversationId === null ? (
          preview.asked ? (
            <Question asked={preview.asked} onRetry={preview.retry} />
          ) : null
        ) : (
          <PreviewThread
            key={preview.conversationId}
            conversationId={preview.conversationId}
            preview={preview}
            scroller={scroller as RefObject<HTMLElement | null>}
            onTrace={setTracedId}
          />
        )}
      </div>
      <AskField onAsk={(question) => void preview.ask(question)} />
      <TraceSheet messageId={tracedId} onClose={() => setTracedId(null)} />
    </section>
  );
}

function AskField(props: { onAsk: (question: string) => void }) {
  const t = useTexts();
  const [words, setWords] = useState('');
  const submit = () => {
    const question = words.trim();
    if (question === '') return;
    props.onAsk(question);
    setWords('');
  };
  return (
    <form
      ref={keepClear}
      className="flex items-end gap-2 border-line border-t px-5 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        rows={1}
        growTo={5}
        maxLength={8_000}
        aria-label={t('assistants.ask')}
        placeholder={t('assistants.askPlaceholder')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <Button
        type="submit"
        variant="primary"
        disabled={words.trim() === ''}
        aria-label={t('assistants.ask')}
        className="h-10"
      >
        <ArrowUp aria-hidden className="size-4" />
      </Button>
    </form>
  );
}
