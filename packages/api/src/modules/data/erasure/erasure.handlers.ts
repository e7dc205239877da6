import { randomUUID } from 'node:crypto';
import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { encodeId } from '@platform/shared/ids';
import type { Contexts, PersonContext } from '../../../http/contexts.ts';
import type { Services } from '../../../services.ts';
import { writeAudit } from '../../audit/audit.queries.ts';
import { findPseudonym } from '../../audit/subjects.queries.ts';
import { findWorkspace } from '../../workspaces/workspaces.queries.ts';
import { requireVisitor } from '../visitors.queries.ts';
import { countOthers } from './erase-person.queries.ts';
import {
  cancelErasure,
  type ErasureRow,
  findErasure,
  findOpenErasure,
  insertErasure,
  listErasures,
  toErasure,
  toReceipt,
} from './erasures.queries.ts';

type ErasureHandlers = Pick<
  Handlers<Contexts>['data'],
  'erasures' | 'eraseVisitor' | 'eraseWorkspace' | 'cancelErasure' | 'eraseAccount' | 'receipt'
>;

/** A workspace can be taken back for a week: it holds the work of many, and one owner asks. */
const graceMs = 7 * 24 * 60 * 60 * 1000;

export function createErasureHandlers(services: Services): ErasureHandlers {
  const { db } = services;
  const about = (text: string) => ({ kind: 'text', text }) as const;
  const newErasureId = () => encodeId('erasure', randomUUID());

  /** Writes down who asks, and returns their pseudonym: all that a receipt says of them. */
  const askedIn = (ctx: PersonContext, target: string, after: object) =>
    db.tenant(ctx.tenantId, async (tx) => {
      await writeAudit(tx, ctx, { target, after });
      return (await findPseudonym(tx, ctx.tenantId, ctx.actor.userId)) ?? null;
    });

  const schedule = (text: string, added: Parameters<typeof insertErasure>[1]) =>
    db.identity(about(text), (tx) => insertErasure(tx, added));

  return {
    erasures: async ({ ctx }) => {
      const rows = await db.identity(about(ctx.tenantId), (tx) => listErasures(tx, ctx.tenantId));
      return { erasures: rows.map(toErasure) };
    },
    eraseVisitor: async ({ ctx, input: { visitorId } }) => {
      const { tenantId } = ctx;
      await db.tenant(tenantId, (tx) => requireVisitor(tx, tenantId, visitorId));
      const same = { kind: 'visitor', workspaceId: tenantId, subjectId: visitorId } as const;
      const open = await db.identity(about(tenantId), (tx) => findOpenErasure(tx, same));
      if (open !== undefined) throw new PlatformError('CONFLICT', 'This visitor is being erased.');
      const id = newErasureId();
      const askedBy = await askedIn(ctx, visitorId, { erasureId: id });
      const row = await schedule(tenantId, { ...same, id, askedBy, dueAt: new Date() });
      services.dataJobs.wakeErasures();
      return toErasure(row);
    },
    eraseWorkspace: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const workspace = await db.tenant(tenantId, (tx) => findWorkspace(tx, tenantId));
      if (workspace.name.trim() !== input.name) {
        throw new PlatformError('CONFLICT', 'This is not the name of the workspace.');
      }
      const same = { kind: 'workspace', workspaceId: tenantId } as const;
      const open = await db.identity(about(tenantId), (tx) => findOpenErasure(tx, same));
      if (open !== undefined) throw new PlatformError('CONFLICT', 'It is to be erased already.');
      const id = newErasureId();
      const dueAt = new Date(Date.now() + graceMs);
      const askedBy = await askedIn(ctx, tenantId, { erasureId: id, dueAt });
      return toErasure(await schedule(tenantId, { ...same, subjectId: null, id, askedBy, dueAt }));
    },
    cancelErasure: async ({ ctx, input: { erasureId } }) => {
      const { tenantId } = ctx;
      const row = await db.identity(about(tenantId), (tx) =>
        cancelErasure(tx, tenantId, erasureId),
      );
      if (row === undefined) throw new PlatformError('NOT_FOUND');
      await askedIn(ctx, erasureId, {});
      return toErasure(row);
    },
    eraseAccount: async ({ ctx, input }) => {
      const { actor, request, auditAction } = ctx;
      if (input.email !== actor.email.toLowerCase()) {
        throw new PlatformError('CONFLICT', 'This is not the address of your account.');
      }
      await expectOwners(actor);
      const id = newErasureId();
      for (const { tenantId } of actor.memberships) {
        const audited = { tenantId, actor, request, auditAction };
        await db.tenant(tenantId, (tx) =>
          writeAudit(tx, audited, { target: actor.userId, after: { erasureId: id } }),
        );
      }
      const row = await schedule(actor.userId, {
        id,
        kind: 'account',
        workspaceId: null,
        subjectId: actor.userId,
        askedBy: null,
        dueAt: new Date(),
      });
      services.dataJobs.wakeErasures();
      return toErasure(row);
    },
    receipt: async ({ input: { erasureId } }) => {
      const row: ErasureRow | undefined = await db.identity(about(erasureId), (tx) =>
        findErasure(tx, erasureId),
      );
      return { receipt: row === undefined ? null : toReceipt(row) };
    },
  };

  /** Throws CONFLICT where others would be left without an owner. */
  async function expectOwners(actor: PersonContext['actor']): Promise<void> {
    for (const { tenantId, name, role } of actor.memberships) {
      if (role !== 'owner') continue;
      const others = await db.tenant(tenantId, (tx) => countOthers(tx, tenantId, actor.userId));
      if (others.members > 0 && others.owners === 0) {
        throw new PlatformError(
          'CONFLICT',
          `You are the last owner of ${name}. Hand it over first, or erase the workspace.`,
        );
      }
    }
  }
}
