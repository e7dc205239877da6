import { setTimeout as pause } from 'node:timers/promises';
import { inboxTopic, knowledgeTopic } from '../../../realtime/topics.ts';
import { writeAudit } from '../../audit/audit.queries.ts';
import { countUnsealed, findHead, sealEntries } from '../../audit/seal-audit.queries.ts';
import {
  closeDoors,
  deleteDocuments,
  deleteWorkspaceRows,
  listSocketKeys,
  nextConversations,
  outliving,
} from './erase.queries.ts';
import {
  type EraseServices,
  eraseConversations,
  removeFiles,
  withRelayStill,
} from './erase-conversations.ts';
import type { Tally } from './tally.ts';

const conversationsAtOnce = 100;
const documentsAtOnce = 20;
const sealedAtOnce = 500;

/** Erases a workspace from every store. What stays names nobody: the chained log, and what was paid. */
export async function eraseWorkspace(
  services: EraseServices,
  tenantId: string,
  tally: Tally,
  saved: () => Promise<void>,
): Promise<{ length: number; hash: string }> {
  const { db, log, files } = services;
  const sockets = await db.system(async (tx) => {
    await closeDoors(tx, tenantId);
    return listSocketKeys(tx, tenantId);
  });
  for (const key of sockets) await services.revalidate(key);
  for (;;) {
    const ids = await db.system((tx) => nextConversations(tx, tenantId, {}, conversationsAtOnce));
    if (ids.length === 0) break;
    await eraseConversations(services, tenantId, ids, tally);
    await saved();
  }
  for (;;) {
    const { counts, keys } = await db.system((tx) =>
      deleteDocuments(tx, tenantId, documentsAtOnce),
    );
    if (keys.length === 0) break;
    for (const [table, count] of Object.entries(counts)) tally.add(table, count);
    await removeFiles(services, keys, tally);
    await saved();
  }
  await db.system(async (tx) => {
    const actor = { kind: 'system' as const };
    const ctx = { tenantId, auditAction: 'data.workspace-erased', actor };
    await writeAudit(tx, ctx, { target: tenantId });
  });
  // The chain is closed before what explains it goes.
  await sealAll(services, tenantId);
  const { cleared, kept } = await db.system((tx) => deleteWorkspaceRows(tx, tenantId));
  for (const [table, count] of cleared) tally.add(table, count);
  for (const [table, count] of kept) tally.keep(table, count, outliving[table] ?? '');
  const topics = [inboxTopic(tenantId), knowledgeTopic(tenantId)];
  tally.add('message log', await withRelayStill(db, () => log.forget(topics)));
  const left: string[] = [];
  for await (const { key } of files.list(tenantId)) left.push(key);
  await removeFiles(services, left, tally);
  await saved();
  const head = await db.system((tx) => findHead(tx, tenantId));
  return { length: head.seq, hash: head.hash };
}

async function sealAll({ db }: EraseServices, tenantId: string): Promise<void> {
  for (;;) {
    await db.system((tx) => sealEntries(tx, sealedAtOnce));
    if ((await db.system((tx) => countUnsealed(tx, tenantId))) === 0) return;
    // Another process is sealing; it is done in a moment.
    await pause(20);
  }
}
