import type { ConversationDetails } from '@platform/api-contract/types';
import { toast } from '@platform/ui/toast';
import { api, queryClient, trpc } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { useWorkspace } from '../../../shell/workspace-context.tsx';
import { type TextId, useTexts } from '../../../texts/use-texts.tsx';
import { readDetails, refreshCounts, writeConversation } from './write-conversation.ts';

type Change = {
  /** What the screen shows at once. */
  patch: Partial<ConversationDetails>;
  request: () => Promise<ConversationDetails>;
  done: string;
  failed: TextId;
  undo: (before: ConversationDetails | undefined) => void;
};

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
      toast.say(change.done, {
        action: { label: t('common.undo'), onSelect: () => change.undo(before) },
      });
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

  /** The way back to where a conversation was; a visitor who waited is left to the AI. */
  const back = (before: ConversationDetails | undefined) => {
    if (before?.state === 'resolved') return void resolve();
    if (before?.state === 'human') return void takeOver();
    return void (readDetails(conversationId)?.state === 'resolved' ? reopen() : handBack());
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
