import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { makeIdentitySecret } from '@platform/auth';
import type { TenantTx } from '@platform/db';
import type { Contexts, WorkspaceContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { changeWidget, findWidget, lockIdentitySecrets } from './widgets.queries.ts';

/** Two, so that a customer's servers can change over one after the other. */
const maxSecrets = 2;

/** What a sealed secret is bound to: it opens for this widget alone. */
export const identitySecretContext = (widgetId: string): string => `widget identity ${widgetId}`;

type IdentityHandlers = Pick<
  Handlers<Contexts>['widgets'],
  'addIdentitySecret' | 'retireIdentitySecret' | 'requireIdentity'
>;

/** Proofs of identity: the secrets that customers' servers sign with, and whether one is asked for. */
export function createIdentityHandlers(services: Services): IdentityHandlers {
  const { db, sealer, widgets: directory, publicOrigin } = services;

  const change = async (
    ctx: WorkspaceContext,
    widgetId: string,
    work: (tx: TenantTx, secrets: string[]) => Promise<{ before: object; after: object }>,
  ) => {
    const { tenantId } = ctx;
    const changed = await db.tenant(tenantId, async (tx) => {
      const told = await work(tx, await lockIdentitySecrets(tx, tenantId, widgetId));
      await writeAudit(tx, ctx, { target: widgetId, ...told });
      return findWidget(tx, tenantId, widgetId, publicOrigin());
    });
    directory.forget(widgetId);
    await services.revalidate(widgetId);
    return changed;
  };

  return {
    addIdentitySecret: async ({ ctx, input: { widgetId } }) => {
      const secret = makeIdentitySecret();
      const sealed = sealer.seal(secret, identitySecretContext(widgetId));
      const widget = await change(ctx, widgetId, async (tx, secrets) => {
        if (secrets.length >= maxSecrets) {
          throw new PlatformError('CONFLICT', 'There are two secrets. Retire the older one first.');
        }
        await changeWidget(tx, ctx.tenantId, widgetId, { identitySecrets: [sealed, ...secrets] });
        return { before: { secrets: secrets.length }, after: { secrets: secrets.length + 1 } };
      });
      return { secret, widget };
    },
    retireIdentitySecret: ({ ctx, input: { widgetId } }) =>
      change(ctx, widgetId, async (tx, secrets) => {
        const left = secrets.slice(0, -1);
        // With none left, asking for a proof would shut everybody out.
        await changeWidget(tx, ctx.tenantId, widgetId, {
          identitySecrets: left,
          ...(left.length === 0 ? { identityRequired: false } : {}),
        });
        return { before: { secrets: secrets.length }, after: { secrets: left.length } };
      }),
    requireIdentity: ({ ctx, input: { widgetId, required } }) =>
      change(ctx, widgetId, async (tx, secrets) => {
        if (required && secrets.length === 0) {
          throw new PlatformError(
            'CONFLICT',
            'Make a secret first, and sign with it on your server.',
          );
        }
        await changeWidget(tx, ctx.tenantId, widgetId, { identityRequired: required });
        return { before: { required: !required }, after: { required } };
      }),
  };
}
