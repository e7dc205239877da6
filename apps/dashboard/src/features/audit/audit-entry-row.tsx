import type { AuditEntry, Severity } from '@platform/api-contract/types';
import { Button } from '@platform/ui/button';
import { Chip, type ChipTone } from '@platform/ui/chip';
import { RelativeTime } from '@platform/ui/relative-time';
import clsx from 'clsx';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { type Texts, useTexts } from '../../texts/use-texts.tsx';
import type { AuditSearch } from './audit-search.ts';
import { actionWords, changesOf } from './audit-words.ts';

type Party = AuditEntry['actor'];

const tones: Record<Severity, ChipTone> = {
  info: 'outline',
  notice: 'info',
  warning: 'human',
  critical: 'danger',
};

/** One entry: a line to read, and what stands behind it when it is opened. */
export function AuditEntryRow(props: {
  entry: AuditEntry;
  onNarrow: (change: AuditSearch) => void;
}) {
  const t = useTexts();
  const { entry } = props;
  const [open, setOpen] = useState(false);
  const panel = useId();
  const count = entry.details?.count ?? 1;
  return (
    <li className="border-line border-b">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
        className="grid w-full grid-cols-[1rem_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5 py-2.5 text-start hover:bg-hover md:grid-cols-[1rem_8.5rem_minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)_8rem]"
      >
        <ChevronRight
          aria-hidden
          className={clsx(
            'size-4 self-center text-ink-2 transition-transform',
            open && 'rotate-90',
          )}
        />
        <RelativeTime
          at={entry.createdAt}
          className="text-ink-2 text-sm max-md:order-last max-md:col-start-2"
        />
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium">{actionWords(entry.action)}</span>
          {entry.severity === 'info' ? null : (
            <Chip tone={tones[entry.severity]}>{t(`audit.severity.${entry.severity}`)}</Chip>
          )}
          {count > 1 ? <Chip>{t('audit.joined', { count })}</Chip> : null}
        </span>
        <span className="min-w-0 truncate max-md:col-start-2">{nameOf(entry.actor, t)}</span>
        <span className="min-w-0 truncate text-ink-2 max-md:col-start-2">
          {entry.target === null ? '' : nameOf(entry.target, t)}
        </span>
        <span className="min-w-0 truncate text-ink-2 text-sm max-md:hidden">
          {entry.details?.address ?? ''}
        </span>
      </button>
      {open ? (
        <div id={panel} className="flex flex-col gap-4 pb-5 ps-7 md:pe-4">
          <Changes entry={entry} />
          <Facts entry={entry} onNarrow={props.onNarrow} />
        </div>
      ) : null}
    </li>
  );
}

/** Who or what, as well as it can still be said. */
function nameOf(party: Party, t: Texts): string {
  if (party.erased) return t('audit.erasedPerson');
  if (party.kind === 'system') return t('audit.platform');
  if (party.kind === 'anonymous') return t('audit.nobody');
  if (party.kind === 'tenant') return t('audit.thisWorkspace');
  return party.name ?? party.id ?? party.kind;
}

function Changes({ entry }: { entry: AuditEntry }) {
  const t = useTexts();
  if (entry.details === null) return <p className="text-ink-2">{t('audit.detailsErased')}</p>;
  const changes = changesOf(entry.details.before, entry.details.after);
  if (changes.length === 0) return <p className="text-ink-2">{t('audit.noChange')}</p>;
  return (
    <table className="w-full text-start text-sm">
      <thead>
        <tr className="border-line border-b text-ink-2">
          {(['audit.field', 'audit.before', 'audit.after'] as const).map((id) => (
            <th key={id} scope="col" className="py-1.5 pe-4 text-start font-normal">
              {t(id)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field} className="border-line border-b align-top last:border-b-0">
            <th scope="row" className="py-1.5 pe-4 text-start font-medium">
              {change.field}
            </th>
            <td className="wrap-anywhere py-1.5 pe-4 text-ink-2">{change.before ?? '—'}</td>
            <td className="wrap-anywhere py-1.5">{change.after ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Facts(props: { entry: AuditEntry; onNarrow: (change: AuditSearch) => void }) {
  const t = useTexts();
  const { entry, onNarrow } = props;
  const { actor, target, details } = entry;
  const idOf = (party: Party) => party.id ?? party.pseudonym;
  const party = (each: Party, field: 'actor' | 'target', label: string) => {
    const id = idOf(each);
    return id === null ? null : (
      <span className="flex flex-wrap items-center gap-x-2">
        <code className="wrap-anywhere font-mono text-xs">{id}</code>
        <Button size="sm" variant="quiet" onClick={() => onNarrow({ [field]: id })}>
          {label}
        </Button>
      </span>
    );
  };
  return (
    <dl className="grid gap-x-8 gap-y-1.5 text-sm sm:grid-cols-2">
      <Fact name={t('audit.when')}>
        <RelativeTime at={entry.createdAt} withAbsolute />
      </Fact>
      <Fact name={t('audit.sequence')}>{entry.sequence ?? t('audit.unsealed')}</Fact>
      <Fact name={t('audit.actor')}>{party(actor, 'actor', t('audit.onlyThese'))}</Fact>
      <Fact name={t('audit.target')}>
        {target === null ? null : party(target, 'target', t('audit.onlyThis'))}
      </Fact>
      <Fact name={t('audit.address')}>{details?.address ?? null}</Fact>
      <Fact name={t('audit.device')}>{details?.userAgent ?? null}</Fact>
      <Fact name={t('audit.request')}>{entry.requestId}</Fact>
    </dl>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  if (props.children === null) return null;
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] items-baseline gap-2">
      <dt className="text-ink-2">{props.name}</dt>
      <dd className="wrap-anywhere min-w-0">{props.children}</dd>
    </div>
  );
}
