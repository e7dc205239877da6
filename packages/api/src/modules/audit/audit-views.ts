import type { AuditEntry, AuditFilter } from '@platform/api-contract/types';
import type { Database, TenantTx } from '@platform/db';
import {
  type AuditPageRequest,
  findSubjects,
  type ListedEntry,
  listEntries,
  type Subject,
} from './list-audit.queries.ts';

const personalKinds: readonly string[] = ['user', 'key', 'visitor', 'other'];

/** A page of entries as people read them, with the names that are still known. */
export async function readEntries(
  tx: TenantTx,
  tenantId: string,
  filter: AuditFilter,
  page: AuditPageRequest,
): Promise<AuditEntry[]> {
  const rows = await listEntries(tx, tenantId, filter, page);
  const pseudonyms = rows.flatMap(({ entry }) => [
    ...(entry.actor === null ? [] : [entry.actor]),
    ...(isPersonal(entry.targetKind) && entry.target !== null ? [entry.target] : []),
  ]);
  const subjects = await findSubjects(tx, tenantId, [...new Set(pseudonyms)]);
  return rows.map((row) => toEntry(row, subjects));
}

/** Every entry that matches, newest first, a page at a time and each in a transaction of its own. */
export async function* walkEntries(
  db: Database,
  tenantId: string,
  filter: AuditFilter,
): AsyncGenerator<AuditEntry[]> {
  const limit = 500;
  for (let cursor: string | undefined; ; ) {
    const page = await db.tenant(tenantId, (tx) =>
      readEntries(tx, tenantId, filter, { cursor, limit }),
    );
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    cursor = page.at(-1)?.id;
  }
}

const isPersonal = (kind: string | null): boolean => kind !== null && personalKinds.includes(kind);

function toEntry(
  { entry, details, sequence }: ListedEntry,
  subjects: ReadonlyMap<string, Subject>,
): AuditEntry {
  const party = (kind: string, pseudonym: string) => {
    const subject = subjects.get(pseudonym);
    return {
      kind,
      id: subject?.id ?? null,
      name: subject?.name ?? null,
      pseudonym,
      erased: subject === undefined,
    };
  };
  const nobody = { id: null, name: null, pseudonym: null, erased: false };
  const target = () => {
    if (entry.target === null || entry.targetKind === null) return null;
    if (isPersonal(entry.targetKind)) return party(entry.targetKind, entry.target);
    return { ...nobody, kind: entry.targetKind, id: entry.target };
  };
  return {
    id: entry.id,
    sequence,
    action: entry.action,
    severity: entry.severity,
    actor:
      entry.actor === null
        ? { ...nobody, kind: entry.actorKind }
        : party(entry.actorKind, entry.actor),
    target: target(),
    requestId: entry.requestId,
    details: details === null ? null : (JSON.parse(details.details) as AuditEntry['details']),
    createdAt: entry.createdAt.toISOString(),
  };
}
