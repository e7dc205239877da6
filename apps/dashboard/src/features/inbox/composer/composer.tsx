import type { ConversationDetails, TeamMessage } from '@platform/api-contract/types';
import { keepClear } from '@platform/ui/lib/keep-clear';
import { Notice } from '@platform/ui/notice';
import { TabPanel, Tabs } from '@platform/ui/tabs';
import clsx from 'clsx';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useWorkspace } from '../../../shell/workspace-context.tsx';
import { type Texts, useTexts } from '../../../texts/use-texts.tsx';
import type { DraftKind } from '../state/texts-store.ts';
import type { ConversationActions } from '../state/use-conversation-actions.ts';
import { useSend } from '../state/use-send.ts';
import { AskPanel } from './ask-panel.tsx';
import { WritePanel } from './write-panel.tsx';

export type ComposerHandle = { focus: (kind: DraftKind) => void };

/** Who speaks now, said above the field, so that nobody writes into a running answer unawares. */
function situation(
  conversation: ConversationDetails,
  meId: string,
  t: Texts,
): { words: string; human: boolean; takesOver: boolean } {
  switch (conversation.state) {
    case 'human':
      if (conversation.assigneeId === meId) {
        return { words: t('inbox.youAnswer'), human: true, takesOver: false };
      }
      return {
        words: conversation.assigneeName
          ? t('inbox.otherAnswers', { name: conversation.assigneeName })
          : t('inbox.personAnswers'),
        human: true,
        takesOver: true,
      };
    case 'waiting':
      return { words: t('inbox.waits'), human: false, takesOver: true };
    case 'resolved':
      return { words: t('inbox.isResolved'), human: false, takesOver: true };
    case 'ai':
      return { words: t('inbox.aiAnswers'), human: false, takesOver: true };
  }
}

export function Composer(props: {
  conversation: ConversationDetails | undefined;
  actions: ConversationActions;
  mayWrite: boolean;
  onSent: (message: TeamMessage) => void;
  ref: Ref<ComposerHandle>;
}) {
  const t = useTexts();
  const { person } = useWorkspace();
  const { conversation, actions } = props;
  const [tab, setTab] = useState<DraftKind>('reply');
  const root = useRef<HTMLDivElement>(null);
  const { send } = useSend(conversation?.id ?? '', props.onSent);

  const focus = (kind: DraftKind) => {
    setTab(kind);
    // The panel of the tab is there after the next paint.
    requestAnimationFrame(() => root.current?.querySelector('textarea')?.focus());
  };
  useImperativeHandle(props.ref, () => ({ focus }));

  if (!conversation) return <div className="h-48 border-line border-t-2 bg-surface" />;
  if (!props.mayWrite) {
    return (
      <Notice title={t('inbox.readOnlyTitle')} className="m-4">
        {t('inbox.readOnlyDetail')}
      </Notice>
    );
  }
  const now = situation(conversation, person.id, t);
  const sendReply = async (text: string) => {
    if (now.takesOver && !(await actions.takeOver())) return false;
    void send('reply', text);
    return true;
  };
  return (
    <div
      ref={root}
      className={clsx(
        'border-t-2 bg-surface px-4 pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-6',
        now.human ? 'border-human' : 'border-line',
      )}
    >
      <div ref={keepClear} className="mx-auto max-w-3xl">
        <Tabs
          label={t('inbox.composer')}
          value={tab}
          onValueChange={setTab}
          tabs={[
            { value: 'reply', label: t('inbox.tabReply') },
            { value: 'note', label: t('inbox.tabNote') },
            { value: 'ask', label: t('inbox.tabAsk') },
          ]}
        >
          <TabPanel value="reply" className="pt-2">
            <p
              role="status"
              className={clsx('pb-2 text-sm', now.human ? 'text-human' : 'text-ink-2')}
            >
              {now.words}
            </p>
            <WritePanel
              key="reply"
              kind="reply"
              conversationId={conversation.id}
              label={t('inbox.tabReply')}
              placeholder={t('inbox.replyPlaceholder')}
              action={now.takesOver ? t('inbox.takeOverAndSend') : t('inbox.send')}
              onSubmit={sendReply}
            />
          </TabPanel>
          <TabPanel value="note" className="pt-2">
            <WritePanel
              key="note"
              kind="note"
              conversationId={conversation.id}
              label={t('inbox.tabNote')}
              placeholder={t('inbox.notePlaceholder')}
              action={t('inbox.addNote')}
              onSubmit={async (text) => {
                void send('note', text);
                return true;
              }}
            />
          </TabPanel>
          <TabPanel value="ask" className="pt-2">
            <AskPanel conversationId={conversation.id} onInserted={() => focus('reply')} />
          </TabPanel>
        </Tabs>
      </div>
    </div>
  );
}
