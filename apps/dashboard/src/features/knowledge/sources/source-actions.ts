import type { DocumentSummary } from '@platform/api-contract/types';
import { toast } from '@platform/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { api, requestHeaders, trpc } from '../../../api/client.ts';
import { errorWords } from '../../../api/error-texts.ts';
import { removeWithUndo } from '../../../lib/remove-with-undo.ts';
import { text } from '../../../texts/use-texts.tsx';
import { dropSource, writeSource } from './use-sources.ts';

export function useRetrySource() {
  return useMutation(
    trpc.knowledge.retry.mutationOptions({
      onSuccess: writeSource,
      onError: (error) =>
        toast.fail(text('knowledge.retryFailed'), { detail: errorWords(error, text).title }),
    }),
  );
}

export function removeSource(source: Pick<DocumentSummary, 'id' | 'title'>): void {
  removeWithUndo({
    id: source.id,
    said: text('knowledge.removed', { title: source.title }),
    failed: text('knowledge.removeFailed', { title: source.title }),
    remove: () => api.knowledge.remove.mutate({ documentId: source.id }),
    procedure: 'knowledge.remove',
    input: { documentId: source.id },
    onRemoved: () => dropSource(source.id),
  });
}

/** The file as it was uploaded. Fetched with the workspace's header, which a plain link cannot carry. */
export async function downloadSource(
  source: Pick<DocumentSummary, 'id' | 'fileName'>,
): Promise<void> {
  try {
    const answer = await fetch(`/files/documents/${source.id}`, {
      headers: await requestHeaders(false),
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = source.fileName;
    link.click();
    // The browser holds the blob by itself once the download has begun.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  } catch {
    toast.fail(text('knowledge.downloadFailed'), { detail: text('error.offlineDetail') });
  }
}

export async function copyId(id: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(id);
    toast.say(text('common.copied'), { detail: id });
  } catch {
    toast.fail(text('common.copyFailed'), { detail: id });
  }
}
