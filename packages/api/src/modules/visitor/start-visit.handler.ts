import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { issueVisitorToken, readVisitorToken } from '@platform/auth';
import { newId } from '@platform/shared/ids';
import type { Contexts } from '../../http/contexts.ts';
import { checkWidgetOrigin } from '../../http/guard.ts';
import type { Services } from '../../services.ts';
import {
  listCommonQuestions,
  listOwnConversations,
  loadWidget,
  recordVisit,
  visitorExists,
} from './visitor.queries.ts';

/** A page shows the widget: says what it looks like, and who the visitor is from now on. */
export function createStartVisit(services: Services): Handlers<Contexts>['visitor']['start'] {
  const { db, secret, widgets, knowledge } = services;
  return async ({ ctx, input }) => {
    const known = await widgets.find(input.widgetId);
    if (known === null || !known.enabled) throw new PlatformError('NOT_FOUND');
    checkWidgetOrigin(ctx.request.origin, known.allowedOrigins);

    const { tenantId } = known;
    const before = readVisitorToken(secret, input.token ?? '');
    const returning = before?.widgetId === input.widgetId && before.tenantId === tenantId;
    const claimed = {
      tenantId,
      widgetId: input.widgetId,
      visitorId: returning ? before.visitorId : newId('visitor'),
    };
    return db.tenant(tenantId, async (tx) => {
      // An erased visitor's token is honest but stands for nobody; they begin anew.
      const visit =
        returning && !(await visitorExists(tx, claimed))
          ? { ...claimed, visitorId: newId('visitor') }
          : claimed;
      await recordVisit(tx, visit, { pageUrl: input.pageUrl, locale: input.locale });
      const { widget, workspaceName, settings } = await loadWidget(tx, visit);
      const [latest] = await listOwnConversations(tx, visit);
      const asked =
        settings.suggestedQuestions.length > 0 ? [] : await listCommonQuestions(tx, tenantId);
      return {
        token: issueVisitorToken(secret, visit),
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
