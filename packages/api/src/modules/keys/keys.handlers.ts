import type { Handlers } from '@platform/api-contract/router';
import type { ApiKey } from '@platform/api-contract/types';
import { describeKey, listKeys, makeKey, revokeKey, rotateKey } from '@platform/auth';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';

/** What the log keeps of a key: all but the key. */
const noted = ({ name, kind, scopes, expiresAt, lastFour }: ApiKey) => ({
  name,
  kind,
  scopes,
  expiresAt,
  lastFour,
});

export function createKeyHandlers(services: Services): Handlers<Contexts>['keys'] {
  const { db } = services;
  return {
    list: async ({ ctx }) => ({
      keys: await db.tenant(ctx.tenantId, async (tx) =>
        (await listKeys(tx, ctx.tenantId)).map(describeKey),
      ),
    }),
    create: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const issued = await makeKey(tx, ctx.tenantId, ctx.actor.userId, input);
        await writeAudit(tx, ctx, { target: issued.apiKey.id, after: noted(issued.apiKey) });
        return issued;
      }),
    rotate: async ({ ctx, input }) => {
      const issued = await db.tenant(ctx.tenantId, async (tx) => {
        const made = await rotateKey(tx, ctx.tenantId, ctx.actor.userId, input);
        await writeAudit(tx, ctx, {
          target: input.keyId,
          after: { overlapHours: input.overlapHours, keyId: made.apiKey.id },
        });
        return made;
      });
      await services.revalidate(input.keyId);
      return issued;
    },
    revoke: async ({ ctx, input }) => {
      await db.tenant(ctx.tenantId, async (tx) => {
        const before = await revokeKey(tx, ctx.tenantId, input.keyId);
        await writeAudit(tx, ctx, { target: input.keyId, before: noted(before) });
      });
      await services.revalidate(input.keyId);
      return {};
    },
  };
}
