import { Sheet } from '@platform/ui/sheet';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { trpc } from '../../../api/client.ts';
import { FailurePanel } from '../../../shell/failure-panel.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { TraceView } from './trace-view.tsx';

/** How an answer was made, from the search to the last sentence. */
export function TraceSheet(props: { messageId: string | null; onClose: () => void }) {
  const t = useTexts();
  // The sheet fades out after its id is gone; until then it shows what it showed.
  const shown = useRef(props.messageId);
  if (props.messageId !== null) shown.current = props.messageId;
  const messageId = shown.current;
  const trace = useQuery({
    ...trpc.conversations.trace.queryOptions({ messageId: messageId ?? '' }),
    enabled: messageId !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Sheet
      title={t('inbox.trace.title')}
      open={props.messageId !== null}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
    >
      {trace.data ? (
        <TraceView trace={trace.data} />
      ) : trace.error ? (
        <FailurePanel error={trace.error} onRetry={() => void trace.refetch()} />
      ) : (
        <Loading label={t('common.loading')} className="flex flex-col gap-3">
          {[0, 1, 2, 3, 4, 5].map((index) => (
            <Skeleton key={index} className="w-full" />
          ))}
        </Loading>
      )}
    </Sheet>
  );
}
