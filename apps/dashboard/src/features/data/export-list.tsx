import type { DataExport } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip, type ChipTone } from '@platform/ui/chip';
import { Progress } from '@platform/ui/progress';
import { RelativeTime } from '@platform/ui/relative-time';
import { Loading, Skeleton } from '@platform/ui/skeleton';
import { toast } from '@platform/ui/toast';
import { useUi } from '@platform/ui/ui-provider';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { api } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { formatBytes } from '../../lib/format-bytes.ts';
import { FailurePanel } from '../../shell/failure-panel.tsx';
import { useTexts } from '../../texts/use-texts.tsx';
import { failed, refreshExports, useExports } from './use-exports.ts';

export function ExportList() {
  const t = useTexts();
  const list = useExports();
  if (list.error && !list.data) {
    return <FailurePanel error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return (
      <Loading label={t('common.loading')}>
        <Skeleton className="h-10" />
      </Loading>
    );
  }
  if (list.data.exports.length === 0) return <p className="text-ink-2">{t('data.noExports')}</p>;
  return (
    <ul aria-label={t('data.exports')} className="border-line border-t">
      {list.data.exports.map((each) => (
        <ExportRow key={each.id} export={each} />
      ))}
    </ul>
  );
}

const tones: Record<DataExport['state'], ChipTone> = {
  queued: 'neutral',
  running: 'info',
  ready: 'ok',
  failed: 'danger',
};

function ExportRow(props: { export: DataExport }) {
  const t = useTexts();
  const { locale } = useUi();
  const { id, kind, state, subjectName, progress, sizeBytes, fileCount } = props.export;
  const remove = useMutation({
    mutationFn: () => api.data.removeExport.mutate({ exportId: id }),
    onSuccess: () => {
      toast.say(t('data.removed'));
      refreshExports();
    },
    onError: failed,
  });
  const kindWords = t(`data.kind.${kind}`);
  const day = props.export.createdAt.slice(0, 10);
  return (
    <li className="flex flex-col gap-2 border-line border-b py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1 font-medium">
          {subjectName === null
            ? kindWords
            : t('data.kindOf', { kind: kindWords, name: subjectName })}{' '}
          <RelativeTime at={props.export.createdAt} className="font-normal text-ink-2 text-sm" />
        </p>
        <Chip tone={tones[state]}>{t(`data.state.${state}`)}</Chip>
        {state === 'ready' ? (
          <Button
            size="sm"
            icon={<Download aria-hidden className="size-4" />}
            onClick={() => void download(`/export/data/${id}`, `${kind}-export-${day}.zip`)}
          >
            {t('data.download')}
          </Button>
        ) : null}
        <Button size="sm" variant="quiet" busy={remove.isPending} onClick={() => remove.mutate()}>
          {t('data.removeExport')}
        </Button>
      </div>
      {state === 'running' || state === 'queued' ? (
        <Progress
          label={t('data.progress')}
          hideLabel
          value={progress.total === 0 ? null : progress.done}
          max={Math.max(1, progress.total)}
          text={t('data.progressText', progress)}
        />
      ) : null}
      {state === 'running' && progress.total > 0 ? (
        <p className="text-ink-2 text-sm">{t('data.progressText', progress)}</p>
      ) : null}
      {props.export.failure === null ? null : (
        <p className="text-danger text-sm">{props.export.failure}</p>
      )}
      {state === 'ready' ? (
        <p className="text-ink-2 text-sm">
          {t('data.archive', { files: fileCount, size: formatBytes(sizeBytes ?? 0, locale) })}
          {props.export.expiresAt === null ? null : (
            <>
              {' · '}
              {t('data.until')} <RelativeTime at={props.export.expiresAt} ahead withAbsolute />
            </>
          )}
        </p>
      ) : null}
    </li>
  );
}
