import type { ConversationDetails } from '@platform/api-contract/types';
import { Select } from '@platform/ui/select';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../../api/client.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { ConversationActions } from '../state/use-conversation-actions.ts';

const nobody = 'nobody';

export function AssigneeSelect(props: {
  conversation: ConversationDetails;
  actions: ConversationActions;
  mayWrite: boolean;
}) {
  const t = useTexts();
  const members = useQuery(trpc.workspaces.members.queryOptions()).data?.members ?? [];
  const { assigneeId, assigneeName } = props.conversation;
  const known = members.map((each) => ({ value: each.userId, label: each.name }));
  // Someone who left the team may still have the conversation.
  const gone =
    assigneeId && !members.some((each) => each.userId === assigneeId)
      ? [{ value: assigneeId, label: assigneeName ?? t('inbox.unknown') }]
      : [];
  const options = [{ value: nobody, label: t('inbox.detailNobody') }, ...known, ...gone];
  return (
    <Select
      label={t('inbox.detailAssignee')}
      disabled={!props.mayWrite}
      value={assigneeId ?? nobody}
      options={options}
      onValueChange={(value) => {
        const chosen = options.find((each) => each.value === value);
        if (!chosen || value === (assigneeId ?? nobody)) return;
        void props.actions.assign(value === nobody ? null : { userId: value, name: chosen.label });
      }}
    />
  );
}
