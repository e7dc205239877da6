import type { Assistant } from '@platform/api-contract/types';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../../api/client.ts';
import type { Draft } from '../editor/use-draft.ts';

export type Asked = { text: string; clientId: string; error: unknown };

/**
 * A conversation of the team with the draft. It begins with the first question; each question is asked
 * of the draft as it stands on the screen at that moment.
 */
export function usePreview(assistant: Assistant, draft: Draft) {
  const [conversationId, setConversationId] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);

  const deliver = async (text: string, clientId: string): Promise<void> => {
    setAsked({ text, clientId, error: null });
    try {
      await draft.flush();
      let id = conversationId;
      if (id === null) {
        id = (await api.conversations.startPreview.mutate({ assistantId: assistant.id })).id;
        setConversationId(id);
      }
      await api.conversations.askPreview.mutate({ conversationId: id, text, clientId });
      // The thread follows the conversation by itself; this is for when the question was stored
      // before the thread began to listen.
      void queryClient.invalidateQueries({ queryKey: trpc.conversations.messages.pathKey() });
    } catch (error) {
      setAsked({ text, clientId, error });
    }
  };

  return {
    conversationId,
    asked,
    ask: (text: string) => deliver(text, crypto.randomUUID()),
    retry: () => {
      // Under the same id, so that a question that did arrive is not asked twice.
      if (asked) void deliver(asked.text, asked.clientId);
    },
    restart: () => {
      setConversationId(null);
      setAsked(null);
    },
  };
}

export type Preview = ReturnType<typeof usePreview>;
