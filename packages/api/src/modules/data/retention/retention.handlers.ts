import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../../http/contexts.ts';
import type { Services } from '../../../services.ts';
import { writeAudit } from '../../audit/audit.queries.ts';
import { previewRetention } from './preview-retention.ts';
import { listRules, replaceRules } from './retention.queries.ts';

type RetentionHandlers = Pick<
  Handlers<Contexts>['data'],
  'retention' | 'previewRetention' | 'setRetention'
>;

export function createRetentionHandlers({ db, dataJobs }: Services): RetentionHandlers {
  return {
    retention: ({ ctx }) =>
      db.tenant(ctx.tenantId, async (tx) =>
        previewRetention(tx, ctx.tenantId, await listRules(tx, ctx.tenantId)),
      ),
    previewRetention: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, (tx) => previewRetention(tx, ctx.tenantId, input.rules)),
    setRetention: async ({ ctx, input }) => {
      const preview = await db.tenant(ctx.tenantId, async (tx) => {
        const before = await listRules(tx, ctx.tenantId);
        await replaceRules(tx, ctx.tenantId, input.rules);
        const after = await listRules(tx, ctx.tenantId);
        await writeAudit(tx, ctx, {
          target: ctx.tenantId,
          before: asRecord(before),
          after: asRecord(after),
        });
        return previewRetention(tx, ctx.tenantId, after);
      });
      dataJobs.wakeRetention();
      return preview;
    },
  };
}

const asRecord = (rules: readonly { kind: string; days: number }[]) =>
  Object.fromEntries(rules.map(({ kind, days }) => [kind, days]));
