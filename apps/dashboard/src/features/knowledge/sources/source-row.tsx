import type { DocumentKind, DocumentSummary, FailureCode } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { IconButton } from '@platform/ui/icon-button';
import { Menu, MenuItem } from '@platform/ui/menu';
import { RelativeTime } from '@platform/ui/relative-time';
import { Cell } from '@platform/ui/table';
import { useUi } from '@platform/ui/ui-provider';
import { Link, useNavigate } from '@tanstack/react-router';
import clsx from 'clsx';
import {
  BookOpen,
  Download,
  Ellipsis,
  FileCode2,
  FileSpreadsheet,
  FileText,
  Hash,
  Presentation,
  RotateCcw,
  Trash2,
} from 'lucide-react';
import { useMay } from '../../../shell/workspace-context.tsx';
import { useTexts } from '../../../texts/use-texts.tsx';
import { kindOf, kindWords } from '../kind-words.ts';
import { copyId, downloadSource, removeSource, useRetrySource } from './source-actions.ts';
import { SourceState } from './source-state.tsx';

const icons = {
  pdf: FileText,
  docx: FileText,
  pptx: Presentation,
  xlsx: FileSpreadsheet,
  csv: FileSpreadsheet,
  html: FileCode2,
  markdown: FileText,
  text: FileText,
} as const;

/** Reasons that may be gone at the next attempt; the others are in the file, and need another file. */
const mayPass: ReadonlySet<FailureCode> = new Set([
  'timeout',
  'out-of-memory',
  'embedding-failed',
  'internal',
]);

/**
 * The cells of one source. Where there is no room for columns, the first cell holds everything; where
 * there is, what went wrong stands beside the state, over the columns that are empty then.
 */
export function SourceCells({ source }: { source: DocumentSummary }) {
  const t = useTexts();
  const kind = kindOf(source);
  const failed = source.failure !== null;
  const { locale } = useUi();
  return (
    <>
      <Cell className="w-full max-w-0 align-top! @max-xl:ps-0">
        <SourceName source={source} kind={kind} />
      </Cell>
      <Cell className="truncate py-2.5! align-top! text-ink-2 @max-3xl:hidden">
        {kind ? t(kindWords[kind]) : ''}
      </Cell>
      <Cell className={clsx('py-2.5! align-top! @max-xl:hidden', failed && '@3xl:hidden')}>
        <SourceState source={source} />
      </Cell>
      {failed ? (
        <Cell colSpan={3} className="py-2.5! align-top! @max-3xl:hidden">
          <SourceState source={source} />
          <Failure source={source} />
        </Cell>
      ) : (
        <>
          <Cell className="py-2.5! align-top! text-end text-ink-2 @max-3xl:hidden">
            {source.state === 'ready' ? source.chunkCount.toLocaleString(locale) : ''}
          </Cell>
          <Cell className="py-2.5! align-top! text-end text-ink-2 @max-3xl:hidden">
            {source.usedInAnswers > 0 ? source.usedInAnswers.toLocaleString(locale) : ''}
          </Cell>
        </>
      )}
      <Cell className="whitespace-nowrap py-2.5! align-top! text-ink-2 @max-xl:hidden">
        <RelativeTime at={source.updatedAt} />
      </Cell>
      <Cell className="w-10 px-1 align-top! text-end @max-xl:pe-0">
        <RowMenu source={source} />
      </Cell>
    </>
  );
}

function SourceName({ source, kind }: { source: DocumentSummary; kind: DocumentKind | null }) {
  const t = useTexts();
  const Icon = kind ? icons[kind] : FileText;
  // A title is found by reading: until then, and where that failed, the file goes by its name.
  const name = source.state === 'ready' ? source.title : source.fileName;
  return (
    <div className="flex min-w-0 items-start gap-2.5 py-1">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <Link
          to="/knowledge/$documentId"
          params={{ documentId: source.id }}
          className="block truncate font-medium text-ink no-underline hover:underline"
          title={name === source.fileName ? name : `${name} · ${source.fileName}`}
          data-row-link
        >
          <bdi>{name}</bdi>
        </Link>
        <p className="flex flex-wrap items-center gap-x-2 text-ink-2 text-sm @xl:hidden">
          {kind ? <span>{t(kindWords[kind])}</span> : null}
          {source.state === 'ready' ? (
            <span>{t('knowledge.passageCount', { count: source.chunkCount })}</span>
          ) : null}
          <RelativeTime at={source.updatedAt} />
        </p>
        {source.state === 'ready' ? null : (
          <div className="pt-1 @xl:hidden">
            <SourceState source={source} />
          </div>
        )}
        {source.failure ? (
          <div className="@3xl:hidden">
            <Failure source={source} />
          </div>
        ) : (
          <Warnings source={source} />
        )}
      </div>
    </div>
  );
}

/** Why it could not be read, and what to do. */
function Failure({ source }: { source: DocumentSummary }) {
  const t = useTexts();
  const mayChange = useMay('knowledge.write');
  const retry = useRetrySource();
  const { failure } = source;
  if (!failure) return null;
  return (
    <div className="wrap-anywhere pt-1 text-sm">
      <p className="text-danger">{failure.message}</p>
      <p className="text-ink-2">{failure.advice}</p>
      {mayChange && mayPass.has(failure.code) ? (
        <Button
          size="sm"
          className="mt-1.5"
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          busy={retry.isPending}
          onClick={() => retry.mutate({ documentId: source.id })}
        >
          {t('knowledge.readAgain')}
        </Button>
      ) : null}
    </div>
  );
}

/** What was left out of a source that could be read. */
function Warnings({ source }: { source: DocumentSummary }) {
  const [warning] = source.warnings;
  return warning === undefined ? null : (
    <p className="truncate text-ink-2 text-sm" title={source.warnings.join('\n')}>
      {warning}
    </p>
  );
}

function RowMenu({ source }: { source: DocumentSummary }) {
  const t = useTexts();
  const navigate = useNavigate();
  const mayChange = useMay('knowledge.write');
  const retry = useRetrySource();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('knowledge.rowMenu', { title: source.title })}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        icon={<BookOpen aria-hidden />}
        onSelect={() =>
          void navigate({ to: '/knowledge/$documentId', params: { documentId: source.id } })
        }
      >
        {t('knowledge.open')}
      </MenuItem>
      <MenuItem icon={<Download aria-hidden />} onSelect={() => void downloadSource(source)}>
        {t('knowledge.download')}
      </MenuItem>
      <MenuItem icon={<Hash aria-hidden />} onSelect={() => void copyId(source.id)}>
        {t('knowledge.copyId')}
      </MenuItem>
      {mayChange && source.state === 'failed' ? (
        <MenuItem
          icon={<RotateCcw aria-hidden />}
          onSelect={() => retry.mutate({ documentId: source.id })}
        >
          {t('knowledge.readAgain')}
        </MenuItem>
      ) : null}
      {mayChange ? (
        <MenuItem icon={<Trash2 aria-hidden />} tone="danger" onSelect={() => removeSource(source)}>
          {t('knowledge.remove')}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
