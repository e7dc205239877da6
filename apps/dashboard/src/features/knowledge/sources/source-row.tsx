import type { DocumentSummary } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { IconButton } from '@platform/ui/icon-button';
import { Menu, MenuItem } from '@platform/ui/menu';
import { RelativeTime } from '@platform/ui/relative-time';
import { Cell } from '@platform/ui/table';
import { Link, useNavigate } from '@tanstack/react-router';
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
import { kindWords } from '../kind-words.ts';
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

/** The cells of one source. The narrow layout folds kind, passages and use into the first cell. */
export function SourceCells({ source }: { source: DocumentSummary }) {
  const t = useTexts();
  const kind = source.kind ? t(kindWords[source.kind]) : t('knowledge.kindUnknown');
  return (
    <>
      <Cell className="max-w-0 max-md:ps-0">
        <SourceName source={source} kind={kind} />
      </Cell>
      <Cell className="whitespace-nowrap text-ink-2 max-lg:hidden">{kind}</Cell>
      <Cell className="max-md:hidden">
        <SourceState source={source} />
      </Cell>
      <Cell className="text-end text-ink-2 max-md:hidden">
        {source.state === 'ready' ? source.chunkCount.toLocaleString() : ''}
      </Cell>
      <Cell className="text-end text-ink-2 max-lg:hidden">
        {source.usedInAnswers > 0 ? source.usedInAnswers.toLocaleString() : ''}
      </Cell>
      <Cell className="whitespace-nowrap text-ink-2 max-md:hidden">
        <RelativeTime at={source.updatedAt} />
      </Cell>
      <Cell className="w-10 px-1 text-end max-md:pe-0">
        <RowMenu source={source} />
      </Cell>
    </>
  );
}

function SourceName({ source, kind }: { source: DocumentSummary; kind: string }) {
  const t = useTexts();
  const Icon = source.kind ? icons[source.kind] : FileText;
  return (
    <div className="flex min-w-0 items-start gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <Link
          to="/knowledge/$documentId"
          params={{ documentId: source.id }}
          className="block truncate font-medium text-ink no-underline hover:underline"
          title={
            source.title === source.fileName ? source.title : `${source.title} · ${source.fileName}`
          }
          data-row-link
        >
          <bdi>{source.title}</bdi>
        </Link>
        <p className="flex flex-wrap items-center gap-x-2 text-ink-2 text-sm md:hidden">
          <span>{kind}</span>
          {source.state === 'ready' ? (
            <span>{t('knowledge.passageCount', { count: source.chunkCount })}</span>
          ) : null}
          <RelativeTime at={source.updatedAt} />
        </p>
        {source.state === 'ready' ? null : (
          <div className="pt-1 md:hidden">
            <SourceState source={source} />
          </div>
        )}
        <Trouble source={source} />
      </div>
    </div>
  );
}

/** Why it could not be read, and what to do; or what was left out of one that could. */
function Trouble({ source }: { source: DocumentSummary }) {
  const t = useTexts();
  const mayChange = useMay('knowledge.write');
  const retry = useRetrySource();
  if (source.failure) {
    return (
      <div className="wrap-anywhere pt-0.5 pb-1 text-sm">
        <p className="text-danger">{source.failure.message}</p>
        <p className="text-ink-2">{source.failure.advice}</p>
        {mayChange ? (
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
      {mayChange ? (
        <MenuItem icon={<Trash2 aria-hidden />} tone="danger" onSelect={() => removeSource(source)}>
          {t('knowledge.remove')}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
