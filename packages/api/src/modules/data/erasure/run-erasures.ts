import { randomUUID } from 'node:crypto';
import { PlatformError } from '@platform/api-contract/errors';
import { controlTopic } from '@platform/realtime/server';
import { writeAudit } from '../../audit/audit.queries.ts';
import { findHead } from '../../audit/seal-audit.queries.ts';
import { eraseAccount } from './erase-account.ts';
import type { EraseServices } from './erase-conversations.ts';
import { eraseVisitor } from './erase-visitor.ts';
import { eraseWorkspace } from './erase-workspace.ts';
import {
  claimErasure,
  type ErasureRow,
  finishErasure,
  postponeErasure,
  saveStores,
} from './erasures.queries.ts';
import { createTally, type Tally } from './tally.ts';

const leaseMs = 60_000;
const retryMs = 15_000;

/** Does the next erasure that is due; false when none is. It is tried until it is done. */
export async function runNextErasure(services: EraseServices): Promise<boolean> {
  const { db } = services;
  const row = await db.system((tx) => claimErasure(tx, { token: randomUUID(), leaseMs }));
  if (row === undefined) return false;
  const tally = createTally(row.stores);
  try {
    const chain = await erase(services, row, tally, async () => {
      const isOurs = await db.system((tx) => saveStores(tx, row, tally.stores(), leaseMs));
      if (!isOurs) throw new PlatformError('CONFLICT', 'Another worker has this erasure.');
    });
    // What asked every instance to look at the sockets again names whose; emptied, it asks for all.
    await services.log.forget([controlTopic]);
    await db.system((tx) => finishErasure(tx, row, chain));
  } catch (error) {
    services.logger.error({ err: error, erasureId: row.id }, 'an erasure broke off; it goes on');
    await db.system((tx) => postponeErasure(tx, row, retryMs));
  }
  return true;
}

async function erase(
  services: EraseServices,
  row: ErasureRow,
  tally: Tally,
  saved: () => Promise<void>,
): Promise<{ length: number; hash: string } | null> {
  const { db } = services;
  const { workspaceId: tenantId, subjectId } = row;
  if (row.kind === 'account') {
    if (subjectId !== null) await eraseAccount(services, subjectId, tally, saved);
    return null;
  }
  if (tenantId === null) throw new Error('The erasure names no workspace.');
  if (row.kind === 'workspace') return eraseWorkspace(services, tenantId, tally, saved);
  if (subjectId !== null)
    await eraseVisitor(services, { tenantId, visitorId: subjectId }, tally, saved);
  return db.system(async (tx) => {
    const actor = { kind: 'system' as const };
    const ctx = { tenantId, auditAction: 'data.visitor-erased', actor };
    const counts = Object.fromEntries(tally.stores().map(({ store, count }) => [store, count]));
    await writeAudit(tx, ctx, { target: row.id, after: counts });
    const head = await findHead(tx, tenantId);
    return { length: head.seq, hash: head.hash };
  });
}
