import type { DataExport } from '@platform/api-contract/types';
import { toast } from '@platform/ui/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../api/client.ts';
import { errorWords } from '../../api/error-texts.ts';
import { text } from '../../texts/use-texts.tsx';

const askAgainMs = 1_000;

const isUnderWay = ({ state }: DataExport) => state === 'queued' || state === 'running';

/** One's own exports; while one is being made they are asked for again and again. */
export function useExports() {
  return useQuery({
    ...trpc.data.exports.queryOptions(),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.exports.some(isUnderWay) === true ? askAgainMs : false,
  });
}

export function refreshExports(): void {
  void queryClient.invalidateQueries({ queryKey: trpc.data.exports.queryKey() });
}

/** Tells what failed in a toast, with the server's own reason. */
export const failed = (error: unknown): void => {
  const { title } = errorWords(error, text);
  toast.fail(text('data.failed'), { detail: title });
};

export function useAskForExport(kind: DataExport['kind']) {
  return useMutation({
    mutationFn: ({ visitorId = '' }: { visitorId?: string }) => {
      if (kind === 'person') return api.data.exportMine.mutate();
      if (kind === 'workspace') return api.data.exportWorkspace.mutate();
      return api.data.exportVisitor.mutate({ visitorId });
    },
    onSuccess: () => {
      toast.say(text('data.asked'), { detail: text('data.askedDetail') });
      refreshExports();
    },
    onError: failed,
  });
}
