import type { ConversationDetails } from '@platform/api-contract/types';
import { toast } from '@platform/ui/toast';
import { api, queryClient, trpc } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { useWorkspace } from '../../../shell/workspace-context.tsx';
import { type TextId, useTexts } from '../../../texts/use-texts.tsx';
import { readDetails, refreshCounts, writeConversation } from './write-conversation.ts';

type State = ConversationDetails['state'];

type Change = {
  /** What the screen shows at once. */
  patch: Partial<ConversationDetails>;
  request: () => Promise<ConversationDetails>;
  done: string;
  failed: TextId;
  undo: (before: ConversationDetails) => void;
};

/** One offer to undo at a time: an older one would undo what has been changed again since. */
let lastToast: string | undefined;

/**
 * What a person can do with a conversation. Each act shows at once; when the server refuses, the old
 * state comes back with the reason and a way to try again; most can be undone.
 */
export function useConversationActions(conversationId: string) {
  const t = useTexts();
  const { person } = useWorkspace();
  const ref = { conversationId };

  const run = async (change: Change): Promise<boolean> => {
    const before = readDetails(conversationId);
    await queryClient.cancelQueries({ queryKey: trpc.conversations.get.queryKey(ref) });
    if (before) writeConversation({ ...before, ...change.patch }, person.id);
    try {
      writeConversation(await change.request(), person.id);
      refreshCounts();
      if (lastToast !== undefined) toast.close(lastToast);
      lastToast = toast.say(
        change.done,
        before
          ? { action: { label: t('common.undo'), onSelect: () => change.undo(before) } }
          : undefined,
      );
      return true;
    } catch (error) {
      if (before) writeConversation(before, person.id);
      toast.fail(t(change.failed), {
        detail: errorWords(error, t).title,
        action: { label: t('common.retry'), onSelect: () => void run(change) },
      });
      return false;
    }
  };

  const stepTo = (state: State, from: State | undefined): Promise<ConversationDetails> => {
    const { takeOver, putToWait, resolve, reopen, handBack } = api.conversations;
    switch (state) {
      case 'human':
        return takeOver.mutate(ref);
      case 'waiting':
        return putToWait.mutate(ref);
      case 'resolved':
        return resolve.mutate(ref);
      case 'ai':
        return (from === 'resolved' ? reopen : handBack).mutate(ref);
    }
  };

  /** The way back: to the state a conversation had, and to whom it was assigned then. */
  const back = ({ state, assigneeId, assigneeName }: ConversationDetails) => {
    // Read now: once this runs, the screen shows it as undone already.
    const from = readDetails(conversationId)?.state;
    void run({
      patch: { state, assigneeId, assigneeName },
      request: async () => {
        const details = await stepTo(state, from);
        if (details.assigneeId === assigneeId) return details;
        return api.conversations.assign.mutate({ ...ref, userId: assigneeId });
      },
      done: t('inbox.undone'),
      failed: 'inbox.undoFailed',
      undo: back,
    });
  };

  const takeOver = () =>
    run({
      patch: { state: 'human', assigneeId: person.id, assigneeName: person.name },
      request: () => api.conversations.takeOver.mutate(ref),
      done: t('inbox.takenOverDone'),
      failed: 'inbox.takeOverFailed',
      undo: back,
    });
  const handBack = () =>
    run({
      patch: { state: 'ai' },
      request: () => api.conversations.handBack.mutate(ref),
      done: t('inbox.handedBackDone'),
      failed: 'inbox.handBackFailed',
      undo: back,
    });
  const resolve = () =>
    run({
      patch: { state: 'resolved' },
      request: () => api.conversations.resolve.mutate(ref),
      done: t('inbox.resolvedDone'),
      failed: 'inbox.resolveFailed',
      undo: back,
    });
  const reopen = () =>
    run({
      patch: { state: 'ai' },
      request: () => api.conversations.reopen.mutate(ref),
      done: t('inbox.reopenedDone'),
      failed: 'inbox.reopenFailed',
      undo: back,
    });
  const assign = (to: { userId: string; name: string } | null): Promise<boolean> => {
    const before = readDetails(conversationId);
    const previous =
      before?.assigneeId && before.assigneeName
        ? { userId: before.assigneeId, name: before.assigneeName }
        : null;
    return run({
      patch: { assigneeId: to?.userId ?? null, assigneeName: to?.name ?? null },
      request: () => api.conversations.assign.mutate({ ...ref, userId: to?.userId ?? null }),
      done: to ? t('inbox.assignedDone', { name: to.name }) : t('inbox.unassignedDone'),
      failed: 'inbox.assignFailed',
      undo: () => void assign(previous),
    });
  };
  const setTags = (tags: string[]): Promise<boolean> => {
    const previous = readDetails(conversationId)?.tags ?? [];
    return run({
      patch: { tags },
      request: () => api.conversations.setTags.mutate({ ...ref, tags }),
      done: t('inbox.tagsDone'),
      failed: 'inbox.tagsFailed',
      undo: () => void setTags(previous),
    });
  };

  return { takeOver, handBack, resolve, reopen, assign, setTags };
}

export type ConversationActions = ReturnType<typeof useConversationActions>;
