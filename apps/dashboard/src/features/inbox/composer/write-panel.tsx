import { Button } from '@platform/ui/button';
import { Textarea } from '@platform/ui/textarea';
import clsx from 'clsx';
import { ArrowUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useIsNarrow } from '../../../lib/use-is-narrow.ts';
import { useSignal } from '../../../realtime/realtime.tsx';
import { keyCaps } from '../../../shell/shortcuts/shortcuts-dialog.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { useDraft } from '../state/texts-store.ts';

/** The visitor hears that someone types at most this often. */
const typingEveryMs = 3_000;

/** A field whose text survives leaving the screen, and is cleared only once it is on its way. */
export function WritePanel(props: {
  kind: 'reply' | 'note';
  conversationId: string;
  label: string;
  placeholder: string;
  action: string;
  /** Resolves to whether the text was taken; otherwise it stays in the field. */
  onSubmit: (text: string) => Promise<boolean>;
}) {
  const t = useTexts();
  const [draft, setDraft] = useDraft(props.conversationId, props.kind);
  const [busy, setBusy] = useState(false);
  const signal = useSignal(`conversation:${props.conversationId}`);
  const lastSignalMs = useRef(0);
  const isNote = props.kind === 'note';
  const isNarrow = useIsNarrow();

  const submit = async () => {
    const text = draft.trim();
    if (text === '' || busy) return;
    setBusy(true);
    setDraft('');
    const taken = await props.onSubmit(text);
    if (!taken) setDraft(text);
    setBusy(false);
  };
  const change = (value: string) => {
    setDraft(value);
    const nowMs = Date.now();
    if (isNote || value === '' || nowMs - lastSignalMs.current < typingEveryMs) return;
    lastSignalMs.current = nowMs;
    signal('typing');
  };

  return (
    <form
      className="flex items-end gap-2 sm:flex-col sm:items-stretch"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Textarea
        rows={isNarrow ? 1 : 2}
        growTo={isNarrow ? 5 : 10}
        maxLength={8_000}
        aria-label={props.label}
        placeholder={props.placeholder}
        value={draft}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void submit();
          }
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        className={clsx(isNote && 'border-dashed bg-human-weak')}
      />
      <div className="flex items-center justify-end gap-3">
        <span className="text-ink-2 text-xs pointer-coarse:hidden max-sm:hidden">
          {t('inbox.sendHint', { keys: keyCaps('mod+Enter').join(' ') })}
        </span>
        <Button
          type="submit"
          variant={isNote ? 'outline' : 'human'}
          busy={busy}
          disabled={draft.trim() === ''}
          aria-label={props.action}
          icon={<ArrowUp aria-hidden className="size-4 sm:hidden" />}
        >
          <span className="max-sm:hidden">{props.action}</span>
        </Button>
      </div>
    </form>
  );
}
