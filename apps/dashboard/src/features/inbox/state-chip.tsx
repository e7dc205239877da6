import type { ConversationSummary } from '@platform/api-contract/types';
import { Chip } from '@platform/ui/chip';
import { Check, Hand, MessageSquareText, UserRound } from 'lucide-react';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { useTexts } from '../../texts/use-texts.tsx';

/** One word on who has the conversation, by colour, icon and word. */
export function StateChip(props: {
  conversation: Pick<ConversationSummary, 'state' | 'assigneeId' | 'assigneeName'>;
}) {
  const t = useTexts();
  const { person } = useWorkspace();
  const { state, assigneeId, assigneeName } = props.conversation;
  switch (state) {
    case 'ai':
      return (
        <Chip tone="ai" icon={<MessageSquareText aria-hidden />}>
          {t('inbox.state.ai')}
        </Chip>
      );
    case 'waiting':
      return (
        <Chip tone="human" icon={<Hand aria-hidden />}>
          {t('inbox.state.waiting')}
        </Chip>
      );
    case 'human':
      return (
        <Chip tone="human" icon={<UserRound aria-hidden />}>
          {assigneeId === person.id
            ? t('inbox.state.mine')
            : assigneeName
              ? t('inbox.state.theirs', { name: assigneeName })
              : t('inbox.state.human')}
        </Chip>
      );
    case 'resolved':
      return <Chip icon={<Check aria-hidden />}>{t('inbox.state.resolved')}</Chip>;
  }
}
