import { retentionKinds } from '@platform/api-contract/schemas/data/data';
import type { RetentionKind, RetentionPreview } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { measureKind } from './retention.queries.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Everything older than this is due under a rule of so many days. */
export const dueBefore = (days: number, now: Date): Date => new Date(now.getTime() - days * dayMs);

/** What these rules would delete at this moment; nothing is changed. */
export async function previewRetention(
  tx: TenantTx,
  tenantId: string,
  rules: readonly { kind: RetentionKind; days: number }[],
): Promise<RetentionPreview> {
  const now = new Date();
  const kinds: RetentionPreview['kinds'] = [];
  for (const kind of retentionKinds) {
    const days = rules.find((rule) => rule.kind === kind)?.days ?? null;
    const before = days === null ? null : dueBefore(days, now);
    const { due, total, oldestAt } = await measureKind(tx, tenantId, kind, before);
    const oldest = oldestAt === null ? null : new Date(oldestAt).toISOString();
    kinds.push({ kind, days, due, total, oldestAt: oldest });
  }
  return { kinds, asOf: now.toISOString() };
}
