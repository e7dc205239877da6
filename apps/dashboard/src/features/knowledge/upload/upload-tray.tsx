import { Button } from '@platform/ui/button';
import { IconButton } from '@platform/ui/icon-button';
import { Progress } from '@platform/ui/progress';
import { useUi } from '@platform/ui/ui-provider';
import { Link } from '@tanstack/react-router';
import { CircleAlert, Copy, FileUp, RotateCcw, X } from 'lucide-react';
import { workspaceId } from '../../../api/session.ts';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { useTexts } from '../../../texts/use-texts.tsx';
import { isUnderWay, type Upload } from './upload-queue.ts';
import { dismissUploads, retryUploads, useUploads } from './upload-store.ts';

/** Of many waiting files only the first are listed; the count says the rest. */
const listed = 8;

/** Files on their way, and those that did not become a source: they stay until they were seen. */
export function UploadTray() {
  const t = useTexts();
  const queue = useUploads();
  const uploads = queue.uploads.filter((each) => each.workspaceId === workspaceId());
  if (uploads.length === 0) return null;
  const moving = uploads.filter(isUnderWay);
  const ended = uploads.filter((each) => !isUnderWay(each));
  const failed = ended.filter((each) => each.state === 'failed');
  const shownMoving = [...moving]
    .sort((one, other) => Number(other.state === 'sending') - Number(one.state === 'sending'))
    .slice(0, listed);
  return (
    <section
      aria-label={t('knowledge.uploads')}
      className="mb-6 rounded-panel border border-line bg-surface"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
        <h2 className="me-auto font-medium">
          <span role="status">
            {moving.length > 0
              ? t('knowledge.uploading', {
                  done: Math.min(queue.settled + 1, queue.total),
                  total: queue.total,
                })
              : t('knowledge.uploadsToSee', { count: ended.length })}
          </span>
        </h2>
        {failed.length > 1 ? (
          <Button
            size="sm"
            icon={<RotateCcw aria-hidden className="size-3.5" />}
            onClick={() => retryUploads(failed.map((each) => each.id))}
          >
            {t('knowledge.retryAll', { count: failed.length })}
          </Button>
        ) : null}
        {ended.length > 1 ? (
          <Button
            size="sm"
            variant="quiet"
            onClick={() => dismissUploads(ended.map((each) => each.id))}
          >
            {t('knowledge.dismissAll')}
          </Button>
        ) : null}
      </header>
      <ul className="scrollbar-thin max-h-96 overflow-y-auto border-line border-t">
        {ended.map((upload) => (
          <EndedUpload key={upload.id} upload={upload} />
        ))}
        {shownMoving.map((upload) => (
          <MovingUpload key={upload.id} upload={upload} />
        ))}
        {moving.length > shownMoving.length ? (
          <li className="px-4 py-2 text-ink-2 text-sm">
            {t('knowledge.uploadsMore', { count: moving.length - shownMoving.length })}
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function MovingUpload({ upload }: { upload: Upload }) {
  const t = useTexts();
  const { locale } = useUi();
  const waiting = upload.state === 'waiting';
  const size = formatBytes(upload.sizeBytes, locale);
  const sent = upload.sentBytes >= upload.sizeBytes;
  const words = waiting
    ? t('knowledge.uploadWaiting', { size })
    : sent
      ? t('knowledge.uploadChecking')
      : t('knowledge.uploadSent', { sent: formatBytes(upload.sentBytes, locale), size });
  return (
    <li className="flex items-center gap-3 px-4 py-1.5">
      <FileUp aria-hidden className="size-4 shrink-0 text-ink-2" />
      <div className="grid min-w-0 flex-1 gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_14rem] sm:items-center">
        <span className="truncate" dir="auto" title={upload.fileName}>
          {upload.fileName}
        </span>
        {waiting ? (
          <span className="text-ink-2 text-sm">{words}</span>
        ) : (
          <div>
            <span className="text-ink-2 text-sm">{words}</span>
            <Progress
              hideLabel
              label={upload.fileName}
              value={upload.sizeBytes > 0 ? (upload.sentBytes / upload.sizeBytes) * 100 : 100}
              text={words}
            />
          </div>
        )}
      </div>
      <IconButton
        label={t('knowledge.uploadStop', { name: upload.fileName })}
        onClick={() => dismissUploads([upload.id])}
      >
        <X aria-hidden />
      </IconButton>
    </li>
  );
}

function EndedUpload({ upload }: { upload: Upload }) {
  const t = useTexts();
  const { duplicateOf } = upload;
  return (
    <li className="flex items-start gap-3 px-4 py-2">
      {upload.state === 'duplicate' ? (
        <Copy aria-hidden className="mt-0.5 size-4 shrink-0 text-info" />
      ) : (
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      )}
      <div className="wrap-anywhere min-w-0 flex-1">
        <p dir="auto" className="font-medium">
          {upload.fileName}
        </p>
        {duplicateOf ? (
          <p className="text-ink-2 text-sm">
            {t('knowledge.duplicate')}{' '}
            <Link
              to="/knowledge/$documentId"
              params={{ documentId: duplicateOf.id }}
              className="text-ink underline underline-offset-2"
            >
              <bdi>{duplicateOf.title}</bdi>
            </Link>
          </p>
        ) : (
          <p className="text-sm">
            <span className="text-danger">{upload.reason}</span>{' '}
            <span className="text-ink-2">{upload.advice}</span>
          </p>
        )}
      </div>
      {upload.state === 'failed' ? (
        <Button
          size="sm"
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          onClick={() => retryUploads([upload.id])}
        >
          {t('common.retry')}
        </Button>
      ) : null}
      <IconButton
        label={t('knowledge.dismiss', { name: upload.fileName })}
        onClick={() => dismissUploads([upload.id])}
      >
        <X aria-hidden />
      </IconButton>
    </li>
  );
}
