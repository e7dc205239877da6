import { queryClient, trpc } from '../../api/client.ts';
import { useTopic } from '../../realtime/realtime.tsx';

/** Keeps the list and the counts of conversations true while any screen is open. */
export function InboxEvents() {
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: trpc.conversations.list.pathKey() });
    void queryClient.invalidateQueries({ queryKey: trpc.conversations.counts.queryKey() });
  };
  useTopic('inbox', { onEvent: refresh, onReset: refresh });
  return null;
}
