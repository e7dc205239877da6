import { useTopic } from '../../realtime/realtime.tsx';
import { useWorkspace } from '../../shell/workspace-context.tsx';
import { refreshCounts, refreshLists, writeConversation } from './state/write-conversation.ts';

/** Keeps the lists and counts of conversations true while any screen of the workspace is open. */
export function InboxEvents() {
  const { person } = useWorkspace();
  useTopic('inbox', {
    onEvent: (event) => {
      if (event.type !== 'conversation.updated') return;
      writeConversation(event.payload, person.id);
      refreshCounts();
    },
    onReset: refreshLists,
  });
  return null;
}
