import { useParams } from '@tanstack/react-router';
import { ThreadPanes } from './thread-panes.tsx';

/** Keyed by the conversation: another one starts from nothing. */
export function ThreadPage() {
  const { conversationId } = useParams({ strict: false });
  return conversationId ? (
    <ThreadPanes key={conversationId} conversationId={conversationId} />
  ) : null;
}
