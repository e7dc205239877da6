import { Readable } from 'node:stream';
import type { Database } from '@platform/db';
import { FileMissingError, type FileStore } from '@platform/knowledge';
import { walkEntries } from '../../audit/audit-views.ts';
import { exportAsJsonLines } from '../../audit/export-audit.ts';
import {
  countRows,
  type Dataset,
  findWorkspaceName,
  listDocumentFiles,
  memberDatasets,
  readRows,
  subjectsDataset,
  visitorDatasets,
  workspaceDatasets,
} from './datasets.queries.ts';
import type { ExportRow } from './exports.queries.ts';
import { readMemberships, readPerson } from './person.queries.ts';
import type { ArchiveEntry } from './write-archive.ts';

interface Plan {
  readonly title: string;
  readonly total: number;
  readonly entries: readonly ArchiveEntry[];
}

interface PlanServices {
  readonly db: Database;
  readonly files: FileStore;
}

/** Which files an archive is made of, and how many rows there are at this moment. */
export async function planArchive(services: PlanServices, row: ExportRow): Promise<Plan> {
  switch (row.kind) {
    case 'workspace':
      return planWorkspace(services, row.tenantId);
    case 'visitor': {
      const plan = await planDatasets(
        services.db,
        row.tenantId,
        visitorDatasets(row.subjectId ?? ''),
      );
      return { ...plan, title: 'The data of a visitor' };
    }
    case 'person':
      return planPerson(services.db, row.requestedBy);
  }
}

const lines = (rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

async function planDatasets(
  db: Database,
  tenantId: string,
  datasets: readonly Dataset[],
  folder = '',
): Promise<Omit<Plan, 'title'>> {
  const counts = await db.tenant(tenantId, async (tx) => {
    let total = 0;
    for (const dataset of datasets) total += await countRows(tx, dataset, tenantId);
    return total;
  });
  const entries = datasets.map(
    (dataset): ArchiveEntry => ({
      path: `${folder}${dataset.path}`,
      kind: 'lines',
      open: async function* () {
        for await (const page of readRows(db, dataset, tenantId)) yield lines(page);
      },
    }),
  );
  return { total: counts, entries };
}

async function planWorkspace({ db, files }: PlanServices, tenantId: string): Promise<Plan> {
  const { name, uploads } = await db.tenant(tenantId, async (tx) => ({
    name: await findWorkspaceName(tx, tenantId),
    uploads: await listDocumentFiles(tx, tenantId),
  }));
  const datasets = await planDatasets(db, tenantId, [...workspaceDatasets, subjectsDataset]);
  const audit: ArchiveEntry = {
    path: 'audit.jsonl',
    kind: 'lines',
    open: () => exportAsJsonLines(db, tenantId),
  };
  const originals = uploads.map(
    ({ id, fileName, storageKey }): ArchiveEntry => ({
      // The id keeps two files of one name apart; of the name no part can leave the folder.
      path: `files/${id}-${fileName.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')}`,
      kind: 'file',
      open: () => files.open(storageKey).catch(missingAsEmpty),
    }),
  );
  return {
    title: `The data of ${name}`,
    total: datasets.total + originals.length,
    entries: [...datasets.entries, audit, ...originals],
  };
}

/** A document that was refused has a row and no file. */
async function missingAsEmpty(error: unknown): Promise<AsyncIterable<Uint8Array>> {
  if (!(error instanceof FileMissingError)) throw error;
  return Readable.from([]);
}

async function planPerson(db: Database, userId: string): Promise<Plan> {
  const person = await db.identity(null, (tx) => readPerson(tx, userId));
  const workspaces = await db.identity({ kind: 'user', id: userId }, (tx) =>
    readMemberships(tx, userId),
  );
  const once = (path: string, rows: readonly unknown[]): ArchiveEntry => ({
    path,
    kind: 'lines',
    open: async function* () {
      yield lines(rows);
    },
  });
  const entries: ArchiveEntry[] = [
    once('profile.jsonl', person.profile === undefined ? [] : [person.profile]),
    once('sessions.jsonl', person.sessions),
    once('linked-accounts.jsonl', person.linked),
    once('workspaces.jsonl', workspaces),
  ];
  let total = person.sessions.length + person.linked.length + workspaces.length + 1;
  for (const { tenantId } of workspaces) {
    const own = await planDatasets(db, tenantId, memberDatasets(userId), `${tenantId}/`);
    total += own.total;
    entries.push(...own.entries, {
      path: `${tenantId}/audit.jsonl`,
      kind: 'lines',
      open: async function* () {
        for await (const page of walkEntries(db, tenantId, { actor: userId })) yield lines(page);
      },
    });
  }
  return { title: 'Your own data', total, entries };
}
