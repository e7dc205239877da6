import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { foundWorkspace } from '@platform/auth';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { ensureAssistant } from '../assistants/assistants.queries.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { createWorkspaceSecurityHandlers } from './workspace-security.handlers.ts';
import {
  changeWorkspace,
  findWorkspace,
  listMembers,
  readOnboarding,
} from './workspaces.queries.ts';

const maxWorkspacesPerPerson = 50;

export function createWorkspaceHandlers(services: Services): Handlers<Contexts>['workspaces'] {
  const { db } = services;
  return {
    ...createWorkspaceSecurityHandlers(services),
    create: async ({ ctx, input }) => {
      const { actor } = ctx;
      if (actor.memberships.length >= maxWorkspacesPerPerson) {
        throw new PlatformError(
          'CONFLICT',
          `One person has at most ${maxWorkspacesPerPerson} workspaces.`,
        );
      }
      const user = { id: actor.userId, name: actor.name, email: actor.email };
      const tenantId = await db.identity({ kind: 'user', id: user.id }, (tx) =>
        foundWorkspace(tx, user, input.name),
      );
      await db.tenant(tenantId, async (tx) => {
        await ensureAssistant(tx, tenantId, input.name);
        await writeAudit(tx, { ...ctx, tenantId }, { target: tenantId, after: input });
      });
      return { tenantId, name: input.name, role: 'owner', restriction: null };
    },
    get: async ({ ctx }) => {
      const row = await db.tenant(ctx.tenantId, (tx) => findWorkspace(tx, ctx.tenantId));
      return { id: row.id, name: row.name, createdAt: row.createdAt.toISOString() };
    },
    update: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const before = await findWorkspace(tx, ctx.tenantId);
        await changeWorkspace(tx, ctx.tenantId, { name: input.name });
        await writeAudit(tx, ctx, {
          target: ctx.tenantId,
          before: { name: before.name },
          after: { name: input.name },
        });
        return { id: before.id, name: input.name, createdAt: before.createdAt.toISOString() };
      }),
    members: async ({ ctx }) => ({
      members: await db.tenant(ctx.tenantId, (tx) => listMembers(tx, ctx.tenantId)),
    }),
    onboarding: ({ ctx }) => db.tenant(ctx.tenantId, (tx) => readOnboarding(tx, ctx.tenantId)),
    dismissOnboarding: ({ ctx }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        await changeWorkspace(tx, ctx.tenantId, { onboardingDismissedAt: new Date() });
        return readOnboarding(tx, ctx.tenantId);
      }),
  };
}
