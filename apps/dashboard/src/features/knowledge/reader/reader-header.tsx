import type { DocumentReader } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { CopyButton } from '@platform/ui/copy-button';
import { IconButton } from '@platform/ui/icon-button';
import { Menu, MenuItem } from '@platform/ui/menu';
import { Notice } from '@platform/ui/notice';
import { PageHeader } from '@platform/ui/page-header';
import { RelativeTime } from '@platform/ui/relative-time';
import { toast } from '@platform/ui/toast';
import { useUi } from '@platform/ui/ui-provider';
import { useNavigate } from '@tanstack/react-router';
import { Download, Ellipsis, Hash, RotateCcw, Trash2 } from 'lucide-react';
import { formatBytes } from '../../../lib/format-bytes.ts';
import { useMay } from '../../../shell/workspace-context.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { kindOf, kindWords } from '../kind-words.ts';
import { copyId, downloadSource, removeSource, useRetrySource } from '../sources/source-actions.ts';
import { SourceState } from '../sources/source-state.tsx';

export function ReaderHeader({ source }: { source: DocumentReader }) {
  const t = useTexts();
  const { locale } = useUi();
  const kind = kindOf(source);
  const facts = [
    kind ? t(kindWords[kind]) : null,
    formatBytes(source.sizeBytes, locale),
    source.pages.length > 0 ? t('knowledge.pageCount', { count: source.pages.length }) : null,
    source.state === 'ready' ? t('knowledge.passageCount', { count: source.chunkCount }) : null,
    source.state === 'ready' ? t('knowledge.usedCount', { count: source.usedInAnswers }) : null,
  ].filter((each) => each !== null);
  return (
    <>
      <PageHeader
        title={source.title}
        description={
          <span className="text-sm">
            {source.fileName === source.title ? null : (
              <bdi className="wrap-anywhere">{source.fileName} · </bdi>
            )}
            {facts.join(' · ')} ·{' '}
            <RelativeTime at={source.updatedAt} className="whitespace-nowrap" />
          </span>
        }
        actions={<ReaderActions source={source} />}
      />
      <Trouble source={source} />
    </>
  );
}

function ReaderActions({ source }: { source: DocumentReader }) {
  const t = useTexts();
  const navigate = useNavigate();
  const mayChange = useMay('knowledge.write');
  const bare = `${location.origin}${location.pathname}`;
  return (
    <>
      <CopyButton text={bare} onFail={() => toast.fail(t('common.copyFailed'), { detail: bare })}>
        {t('knowledge.copyLink')}
      </CopyButton>
      <Menu
        align="end"
        trigger={
          <IconButton label={t('knowledge.rowMenu', { title: source.title })}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Download aria-hidden />} onSelect={() => void downloadSource(source)}>
          {t('knowledge.download')}
        </MenuItem>
        <MenuItem icon={<Hash aria-hidden />} onSelect={() => void copyId(source.id)}>
          {t('knowledge.copyId')}
        </MenuItem>
        {mayChange ? (
          <MenuItem
            tone="danger"
            icon={<Trash2 aria-hidden />}
            onSelect={() => {
              removeSource(source);
              void navigate({ to: '/knowledge' });
            }}
          >
            {t('knowledge.remove')}
          </MenuItem>
        ) : null}
      </Menu>
    </>
  );
}

function Trouble({ source }: { source: DocumentReader }) {
  const t = useTexts();
  const mayChange = useMay('knowledge.write');
  const retry = useRetrySource();
  if (source.failure) {
    return (
      <Notice
        tone="danger"
        title={t('knowledge.failedTitle')}
        className="mb-4"
        action={
          mayChange ? (
            <Button
              icon={<RotateCcw aria-hidden className="size-4" />}
              busy={retry.isPending}
              onClick={() => retry.mutate({ documentId: source.id })}
            >
              {t('knowledge.readAgain')}
            </Button>
          ) : null
        }
      >
        {source.failure.message} {source.failure.advice}
      </Notice>
    );
  }
  return (
    <>
      {source.state === 'ready' || source.text === '' ? null : (
        <div className="pb-4">
          <SourceState source={source} />
        </div>
      )}
      {source.warnings.map((warning) => (
        <p key={warning} className="pb-3 text-ink-2 text-sm">
          {warning}
        </p>
      ))}
    </>
  );
}
