import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { issueVisitorToken, readIdentityProof, readVisitorToken } from '@platform/auth';
import { newId } from '@platform/shared/ids';
import type { Contexts } from '../../http/contexts.ts';
import { checkWidgetOrigin, type KnownWidget } from '../../http/widget-directory.ts';
import type { Services } from '../../services.ts';
import { identitySecretContext } from '../widgets/identity.handlers.ts';
import { becomeProved } from './proved-visitor.queries.ts';
import {
  identifyVisitor,
  listCommonQuestions,
  listOwnConversations,
  loadWidget,
  recordVisit,
  visitorExists,
} from './visitor.queries.ts';

/** A page shows the widget: says what it looks like, and who the visitor is from now on. */
export function createStartVisit(services: Services): Handlers<Contexts>['visitor']['start'] {
  const { db, secret, sealer, widgets, knowledge } = services;

  const prove = (widgetId: string, known: KnownWidget, token: string) =>
    readIdentityProof(
      token,
      known.identitySecrets.map((sealed) => sealer.open(sealed, identitySecretContext(widgetId))),
      widgetId,
    );

  return async ({ ctx, input }) => {
    const known = await widgets.find(input.widgetId);
    if (known === null || !known.enabled) throw new PlatformError('NOT_FOUND');
    checkWidgetOrigin(ctx.request.origin, known.allowedOrigins);
    const proof =
      input.person?.token === undefined
        ? null
        : await prove(input.widgetId, known, input.person.token);
    if (known.identityRequired && proof === null) throw new PlatformError('IDENTITY_REQUIRED');

    const { tenantId } = known;
    const at = { tenantId, widgetId: input.widgetId };
    const token = readVisitorToken(secret, input.token ?? '');
    // What a proof opened ends with it: on a shared computer the next person is somebody else.
    const before =
      token?.widgetId === at.widgetId && token.tenantId === tenantId && !token.proved
        ? token
        : null;
    return db.tenant(tenantId, async (tx) => {
      // An erased visitor's token is honest but stands for nobody; they begin anew.
      const earlier = before !== null && (await visitorExists(tx, before)) ? before : null;
      const visitorId =
        proof === null
          ? (earlier?.visitorId ?? newId('visitor'))
          : await becomeProved(tx, at, proof, earlier?.visitorId ?? null);
      const visit = { ...at, visitorId };
      await recordVisit(tx, visit, { pageUrl: input.pageUrl, locale: input.locale });
      if (proof === null && input.person !== undefined) {
        await identifyVisitor(tx, visit, input.person);
      }
      const { widget, workspaceName, settings } = await loadWidget(tx, visit);
      const [latest] = await listOwnConversations(tx, visit);
      const asked =
        settings.suggestedQuestions.length > 0 ? [] : await listCommonQuestions(tx, tenantId);
      return {
        token: issueVisitorToken(secret, { ...visit, proved: proof !== null }),
        visitorId: visit.visitorId,
        workspaceName,
        assistantName: settings.name,
        greeting: settings.greeting,
        suggestedQuestions:
          settings.suggestedQuestions.length > 0
            ? settings.suggestedQuestions
            : await knowledge.suggestQuestions(tx, tenantId, asked),
        settings: widget.settings,
        whenUnsure: settings.whenUnsure,
        conversation:
          latest === undefined
            ? null
            : {
                id: latest.conversation.id,
                state: latest.conversation.state,
                unread: latest.unread,
              },
      };
    });
  };
}
