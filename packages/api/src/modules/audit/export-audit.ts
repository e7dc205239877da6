import type { AuditEntry, AuditFilter } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import { walkEntries } from './audit-views.ts';
import { entryText } from './chain.ts';
import { readLinks } from './verify-chain.queries.ts';

const columns: readonly (readonly [string, (entry: AuditEntry) => unknown])[] = [
  ['sequence', ({ sequence }) => sequence],
  ['time', ({ createdAt }) => createdAt],
  ['action', ({ action }) => action],
  ['severity', ({ severity }) => severity],
  ['actor_kind', ({ actor }) => actor.kind],
  ['actor_id', ({ actor }) => actor.id],
  ['actor_name', ({ actor }) => actor.name],
  ['actor_pseudonym', ({ actor }) => actor.pseudonym],
  ['target_kind', ({ target }) => target?.kind],
  ['target_id', ({ target }) => target?.id],
  ['target_name', ({ target }) => target?.name],
  ['target_pseudonym', ({ target }) => target?.pseudonym],
  ['address', ({ details }) => details?.address],
  ['user_agent', ({ details }) => details?.userAgent],
  ['count', ({ details }) => details?.count],
  ['before', ({ details }) => asJson(details?.before)],
  ['after', ({ details }) => asJson(details?.after)],
  ['request_id', ({ requestId }) => requestId],
  ['entry_id', ({ id }) => id],
];

const asJson = (value: unknown): string =>
  value === undefined || value === null ? '' : JSON.stringify(value);

/** Entries that match as CSV (RFC 4180), newest first, with a line of names. */
export async function* exportAsCsv(
  db: Database,
  tenantId: string,
  filter: AuditFilter,
): AsyncGenerator<string> {
  // Without the mark, spreadsheets take UTF-8 for something older.
  yield `\uFEFF${columns.map(([name]) => name).join(',')}\r\n`;
  for await (const page of walkEntries(db, tenantId, filter)) {
    yield page
      .map((entry) => `${columns.map(([, read]) => csvCell(read(entry))).join(',')}\r\n`)
      .join('');
  }
}

/**
 * A cell that a spreadsheet shows and never computes: what begins like a formula gets an apostrophe
 * before it, also in the wide forms that some of them take for the same. [ASVS 1.2.10]
 */
export function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const isFormula = typeof value !== 'number' && /^[\s\p{Cf}]*[=+\-@\t\r\n＝＋－＠]/u.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const linksAtOnce = 500;

/**
 * The whole chain as JSON lines, oldest first, with all that is needed to verify it elsewhere: `entry`
 * is the very text the digest is of, and `details` the text that its own digest, within, is of.
 */
export async function* exportAsJsonLines(db: Database, tenantId: string): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const page = await db.tenant(tenantId, (tx) => readLinks(tx, tenantId, after, linksAtOnce));
    if (page.length > 0) {
      yield page
        .map(({ link, entry, details }) => {
          const { seq: sequence, entryDigest, previousHash, hash } = link;
          const line = {
            sequence,
            previousHash,
            hash,
            entryDigest,
            entry: entry === null ? null : entryText(entry),
            salt: details?.salt ?? null,
            details: details?.details ?? null,
          };
          return `${JSON.stringify(line)}\n`;
        })
        .join('');
    }
    if (page.length < linksAtOnce) return;
    after = page.at(-1)?.link.seq ?? after;
  }
}
