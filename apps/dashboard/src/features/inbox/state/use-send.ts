import type { TeamMessage } from '@platform/api-contract/types';
import { api } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import { changeUnsent } from './texts-store.ts';
import type { Unsent } from './unsent.ts';

/**
 * Sends a reply or a note. The text shows at once; one that fails stays in the thread with its reason
 * and is sent again under the same id, so that it cannot arrive twice.
 */
export function useSend(conversationId: string, onSent: (message: TeamMessage) => void) {
  const t = useTexts();

  const deliver = async (item: Pick<Unsent, 'clientId' | 'kind' | 'text'>): Promise<void> => {
    const { clientId, kind, text } = item;
    try {
      onSent(await api.conversations[kind].mutate({ conversationId, clientId, text }));
    } catch (error) {
      changeUnsent({ type: 'fail', clientId, reason: errorWords(error, t).title });
    }
  };

  return {
    send: (kind: 'reply' | 'note', text: string) => {
      const clientId = crypto.randomUUID();
      const createdAt = new Date().toISOString();
      changeUnsent({ type: 'send', item: { clientId, conversationId, kind, text, createdAt } });
      return deliver({ clientId, kind, text });
    },
    retry: (item: Unsent) => {
      changeUnsent({ type: 'retry', clientId: item.clientId });
      return deliver(item);
    },
    discard: (item: Unsent) => changeUnsent({ type: 'discard', clientId: item.clientId }),
  };
}
