import type { Readable } from 'node:stream';
import { PlatformError } from '@platform/api-contract/errors';
import { roleMay } from '@platform/api-contract/permissions';
import type { PersonContext } from '../../../http/contexts.ts';
import type { Services } from '../../../services.ts';
import { writeAudit } from '../../audit/audit.queries.ts';
import { findOwnExport } from './exports.queries.ts';

/**
 * The archive, for whoever asked for it and still may: NOT_FOUND for everybody else, for one that is
 * not ready, and for one whose time is over.
 */
export async function openExport(
  { db, knowledge }: Services,
  ctx: PersonContext,
  exportId: string,
): Promise<{ fileName: string; stream: Readable }> {
  const own = { tenantId: ctx.tenantId, id: exportId, requestedBy: ctx.actor.userId };
  const row = await db.tenant(ctx.tenantId, async (tx) => {
    const found = await findOwnExport(tx, own);
    const isOver =
      found?.expiresAt !== null && found !== undefined && found.expiresAt <= new Date();
    if (found === undefined || found.storageKey === null || isOver) {
      throw new PlatformError('NOT_FOUND');
    }
    // Who has lost the right since does not keep what it gave.
    if (found.kind !== 'person' && !roleMay(ctx.role, 'data.manage')) {
      throw new PlatformError('FORBIDDEN');
    }
    await writeAudit(tx, ctx, { target: found.id, after: { kind: found.kind } });
    return { storageKey: found.storageKey, kind: found.kind, createdAt: found.createdAt };
  });
  const day = row.createdAt.toISOString().slice(0, 10);
  return {
    fileName: `${row.kind}-export-${day}.zip`,
    stream: await knowledge.files.open(row.storageKey),
  };
}
