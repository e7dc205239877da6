import { useQuery } from '@tanstack/react-query';
import { trpc } from '../api/client.ts';

/** How many conversations need a person: the number beside Inbox. Kept fresh by the inbox's events. */
export function useWaitingCount(): number {
  return useQuery(trpc.conversations.counts.queryOptions()).data?.waiting ?? 0;
}
