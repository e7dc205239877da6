import type { Handlers } from '@platform/api-contract/router';
import type { SsoStatus } from '@platform/api-contract/types';
import {
  departToConnection,
  domainRecordOf,
  findConnection,
  getConnection,
  hasOtherWayIn,
  proveDomain,
  readRequirement,
  relaxSso,
  removeConnection,
  requireSso,
  type SsoConnection,
  saveConnection,
} from '@platform/auth';
import type { TenantTx } from '@platform/db';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { leave } from '../providers/providers.handlers.ts';

export function createSsoHandlers(services: Services): Handlers<Contexts>['sso'] {
  const { db, sealer } = services;
  const { providers, readTxtRecords } = services.outside;

  const describe = async (tx: TenantTx, tenantId: string): Promise<SsoStatus> => {
    const connection = await findConnection(tx, tenantId);
    const { connectionId, breakGlassUserId } = await readRequirement(tx, tenantId);
    return {
      connection: connection === null ? null : toView(connection),
      redirectUri: providers.redirectUri(),
      required: connectionId !== null,
      breakGlassUserId,
    };
  };

  return {
    get: ({ ctx }) => db.tenant(ctx.tenantId, (tx) => describe(tx, ctx.tenantId)),
    save: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const { before, after } = await saveConnection(tx, sealer, ctx.tenantId, input);
        await writeAudit(tx, ctx, {
          target: ctx.tenantId,
          before: before === null ? null : forAudit(before),
          after: { ...forAudit(after), newSecret: input.clientSecret !== undefined },
        });
        return describe(tx, ctx.tenantId);
      }),
    verifyDomain: async ({ ctx }) => {
      const { tenantId } = ctx;
      const { id: connectionId, domain } = await db.tenant(tenantId, (tx) =>
        getConnection(tx, tenantId),
      );
      const records = await readTxtRecords(domain);
      return db.tenant(tenantId, async (tx) => {
        await proveDomain(tx, tenantId, { connectionId, domain, records });
        await writeAudit(tx, ctx, { target: tenantId, after: { domain } });
        return describe(tx, tenantId);
      });
    },
    startTest: async ({ ctx }) => {
      const { tenantId, actor } = ctx;
      const connection = await db.tenant(tenantId, (tx) => getConnection(tx, tenantId));
      const purpose = { kind: 'test', sessionId: actor.sessionId } as const;
      return leave(ctx, await departToConnection(providers, connection, purpose));
    },
    require: async ({ ctx, input }) => {
      const { userId } = input;
      const hasOtherWay = await hasOtherWayIn(db, userId);
      const status = await db.tenant(ctx.tenantId, async (tx) => {
        await requireSso(tx, ctx.tenantId, { userId, hasOtherWay });
        await writeAudit(tx, ctx, { target: input.userId, after: { required: true } });
        return describe(tx, ctx.tenantId);
      });
      await services.revalidate(ctx.tenantId);
      return status;
    },
    relax: async ({ ctx }) => {
      const status = await db.tenant(ctx.tenantId, async (tx) => {
        await relaxSso(tx, ctx.tenantId);
        await writeAudit(tx, ctx, { target: ctx.tenantId, after: { required: false } });
        return describe(tx, ctx.tenantId);
      });
      await services.revalidate(ctx.tenantId);
      return status;
    },
    remove: ({ ctx }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const before = await removeConnection(tx, ctx.tenantId);
        await writeAudit(tx, ctx, { target: ctx.tenantId, before: forAudit(before) });
        return describe(tx, ctx.tenantId);
      }),
  };
}

const forAudit = ({ issuer, clientId, domain, defaultRole }: SsoConnection) => ({
  issuer,
  clientId,
  domain,
  defaultRole,
});

function toView(connection: SsoConnection): SsoStatus['connection'] {
  const { issuer, clientId, domain, defaultRole } = connection;
  return {
    issuer,
    clientId,
    hasSecret: connection.sealedSecret !== null,
    domain,
    domainRecord: domainRecordOf(connection),
    domainVerifiedAt: connection.domainVerifiedAt?.toISOString() ?? null,
    defaultRole,
    testedAt: connection.testedAt?.toISOString() ?? null,
  };
}
