import { randomUUID } from 'node:crypto';
import type { RetentionKind } from '@platform/api-contract/types';
import { dropLease, takeLease } from '@platform/db';
import { writeAudit } from '../../audit/audit.queries.ts';
import {
  type EraseServices,
  eraseConversations,
  removeFiles,
} from '../erasure/erase-conversations.ts';
import { createTally, type Tally } from '../erasure/tally.ts';
import { dueBefore } from './preview-retention.ts';
import {
  clearTraces,
  deleteDetails,
  deleteDueExports,
  deleteVisitors,
  listAllRules,
  listDueConversations,
  listDueVisitors,
} from './retention.queries.ts';

const batch = 200;
export const retentionEveryMs = 10 * 60_000;

/** Longer than a turn takes; a process that dies in one is waited for. */
const leaseMs = 10 * 60_000;

/**
 * Deletes what is older than the rules of its workspace say, in batches, and writes down how much. One
 * process at a time; who finds another at it leaves it to that one.
 */
export async function enforceRetention(
  services: EraseServices,
  signal: AbortSignal,
): Promise<void> {
  const { db } = services;
  const lease = { name: 'data:retention', holder: randomUUID() };
  if (!(await db.system((tx) => takeLease(tx, lease, leaseMs)))) return;
  try {
    const rules = await db.system((tx) => listAllRules(tx));
    for (const [tenantId, own] of Map.groupBy(rules, (rule) => rule.tenantId)) {
      await enforceRules(services, tenantId, own, signal);
    }
  } finally {
    await db.system((tx) => dropLease(tx, lease));
  }
}

async function enforceRules(
  services: EraseServices,
  tenantId: string,
  rules: readonly { kind: RetentionKind; days: number }[],
  signal: AbortSignal,
): Promise<void> {
  const now = new Date();
  const counts: Partial<Record<RetentionKind, number>> = {};
  for (const { kind, days } of rules) {
    const count = await enforce(services, tenantId, kind, dueBefore(days, now), signal);
    if (count > 0) counts[kind] = count;
  }
  if (Object.keys(counts).length === 0) return;
  const actor = { kind: 'system' } as const;
  const ctx = { tenantId, auditAction: 'data.retention-enforced', actor };
  await services.db.system((tx) => writeAudit(tx, ctx, { target: tenantId, after: counts }));
}

async function enforce(
  services: EraseServices,
  tenantId: string,
  kind: RetentionKind,
  before: Date,
  signal: AbortSignal,
): Promise<number> {
  const tally = createTally([]);
  let sum = 0;
  for (;;) {
    signal.throwIfAborted();
    const count = await deleteBatch(services, tenantId, kind, before, tally);
    sum += count;
    if (count === 0) return sum;
  }
}

/** How many went; 0 when none is left. */
async function deleteBatch(
  services: EraseServices,
  tenantId: string,
  kind: RetentionKind,
  before: Date,
  tally: Tally,
): Promise<number> {
  const { db } = services;
  switch (kind) {
    case 'conversations': {
      const ids = await db.system((tx) => listDueConversations(tx, tenantId, before, batch));
      if (ids.length > 0) await eraseConversations(services, tenantId, ids, tally);
      return ids.length;
    }
    case 'visitors': {
      const ids = await db.system((tx) => listDueVisitors(tx, tenantId, before, batch));
      if (ids.length === 0) return 0;
      const count = await db.system((tx) => deleteVisitors(tx, tenantId, before, ids));
      for (const id of ids) await services.revalidate(id);
      return count;
    }
    case 'answerTraces':
      return db.system((tx) => clearTraces(tx, tenantId, before, batch));
    case 'auditDetails':
    case 'signInRecords':
      return db.system((tx) => deleteDetails(tx, tenantId, kind, before, batch));
    case 'exports': {
      const { count, keys } = await db.system((tx) => deleteDueExports(tx, tenantId, before));
      await removeFiles(services, keys, tally);
      return count;
    }
  }
}
