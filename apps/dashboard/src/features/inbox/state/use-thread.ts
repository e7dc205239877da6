import type { TeamMessage } from '@platform/api-contract/types';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useReducer, useRef, useState } from 'react';
import { api, queryClient, trpc } from '../../../api/client.ts';
import { useTopic } from '../../../realtime/realtime.tsx';
import { changeUnsent } from './texts-store.ts';
import { emptyThread, reduceThread } from './thread-state.ts';

/** How many messages are asked for at once, now and when reading back. */
const pageSize = 100;
/** A sign of typing is believed for this long. */
const typingForMs = 5_000;

/**
 * One conversation's messages, live. Use it in a component keyed by the conversation: another
 * conversation starts from nothing.
 */
export function useThread(conversationId: string) {
  const [state, dispatch] = useReducer(reduceThread, emptyThread);
  const [typing, setTyping] = useState<string | null>(null);
  const [hasEarlier, setHasEarlier] = useState(false);
  const typingTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = { conversationId, limit: pageSize };
  const loaded = useQuery({
    ...trpc.conversations.messages.queryOptions(input),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

  useEffect(() => {
    if (!loaded.data) return;
    dispatch({ type: 'loaded', ...loaded.data });
    confirmSent(loaded.data.messages);
    if (loaded.data.messages.length === pageSize) setHasEarlier(true);
  }, [loaded.data]);
  useEffect(() => () => clearTimeout(typingTimer.current), []);

  useTopic(`conversation:${conversationId}`, {
    onEvent: (event) => {
      if (event.type === 'typing') {
        if (event.payload.who !== 'visitor') return;
        setTyping(event.payload.name);
        clearTimeout(typingTimer.current);
        typingTimer.current = setTimeout(() => setTyping(null), typingForMs);
        return;
      }
      if (event.type === 'team.message.created') {
        confirmSent([event.payload]);
        setTyping(null);
      }
      dispatch({ type: 'event', event });
    },
    onReset: () => {
      dispatch({ type: 'reset' });
      void queryClient.invalidateQueries({
        queryKey: trpc.conversations.messages.queryKey(input),
      });
      void queryClient.invalidateQueries({
        queryKey: trpc.conversations.get.queryKey({ conversationId }),
      });
    },
  });

  const readBack = async () => {
    const before = state.messages[0]?.sequence;
    if (before === undefined) return;
    const page = await api.conversations.messages.query({
      conversationId,
      before,
      limit: pageSize,
    });
    setHasEarlier(page.messages.length === pageSize);
    dispatch({ type: 'earlier', messages: page.messages });
  };

  return {
    ...state,
    typing,
    hasEarlier,
    readBack,
    /** Takes in what the server answered to a send; its event may come later or never. */
    accept: (message: TeamMessage) => {
      dispatch({ type: 'sent', message });
      confirmSent([message]);
    },
    isLoading: loaded.isPending,
    error: loaded.error,
    reload: () => void loaded.refetch(),
  };
}

/** What came back from the server is no longer unsent, whichever way it came. */
function confirmSent(messages: readonly { clientId: string | null }[]): void {
  for (const { clientId } of messages) {
    if (clientId !== null) changeUnsent({ type: 'confirm', clientId });
  }
}

export type Thread = ReturnType<typeof useThread>;
