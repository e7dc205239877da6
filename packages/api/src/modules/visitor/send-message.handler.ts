import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import type { TenantTx } from '@platform/db';
import { openAnswer } from '../../answering/open-answers.queries.ts';
import type { Contexts, VisitorContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { appendMessage, expectSender } from '../conversations/append-message.ts';
import {
  type ConversationRow,
  toMessage,
  toVisitorConversation,
} from '../conversations/conversation-views.ts';
import { findNamed, insertConversation } from '../conversations/conversations.queries.ts';
import {
  countOpenConversations,
  findSentMessage,
  loadWidget,
  lockOwnConversation,
  lockVisitor,
  recordVisit,
} from './visitor.queries.ts';

/** One person's questions must not fill the list of a whole team. */
const maxOpenConversations = 20;

/**
 * Stores the visitor's message, and with it the promise of an answer, in one transaction; answers
 * after it has committed. The same `clientId` again gives the same message back.
 */
export function createSendMessage(services: Services): Handlers<Contexts>['visitor']['send'] {
  const { db, answers, wakeRelay } = services;
  return async ({ ctx, input }) => {
    const { tenantId, actor } = ctx;
    const sent = await db.tenant(tenantId, async (tx) => {
      await lockVisitor(tx, actor);
      const before = await findSentMessage(tx, actor, input.clientId);
      if (before !== undefined) {
        expectSender(before.message, 'visitor');
        return { ...before, open: null };
      }
      if (input.pageUrl !== undefined) {
        await recordVisit(tx, actor, { pageUrl: input.pageUrl, locale: undefined });
      }
      const locked =
        input.conversationId === undefined
          ? await openConversation(tx, ctx, input.pageUrl)
          : await lockOwnConversation(tx, actor, input.conversationId);
      // Who asked for a person is not answered by a machine meanwhile.
      const silent = locked.state === 'human' || locked.state === 'waiting';
      const { message, conversation } = await appendMessage(
        tx,
        locked,
        { role: 'visitor', text: input.text, clientId: input.clientId },
        {
          visitorReadSequence: locked.lastSequence + 1,
          // Writing again in a closed matter opens it again; the AI answers first.
          ...(locked.state === 'resolved' ? { state: 'ai' } : {}),
        },
      );
      const open = silent
        ? null
        : await openAnswer(tx, {
            tenantId,
            conversationId: conversation.id,
            questionId: message.id,
          });
      return { message, conversation, open };
    });
    wakeRelay();
    if (sent.open !== null) answers.start(sent.open);
    const named = await db.tenant(tenantId, (tx) => findNamed(tx, tenantId, sent.conversation.id));
    return {
      conversation: toVisitorConversation(named.conversation, named.assigneeName, 0),
      message: toMessage(sent.message),
    };
  };
}

async function openConversation(
  tx: TenantTx,
  ctx: VisitorContext,
  pageUrl: string | undefined,
): Promise<ConversationRow> {
  const { tenantId, actor } = ctx;
  const { widget } = await loadWidget(tx, actor);
  if (!widget.enabled) throw new PlatformError('NOT_FOUND');
  if ((await countOpenConversations(tx, actor)) >= maxOpenConversations) {
    throw new PlatformError(
      'CONFLICT',
      `You have ${maxOpenConversations} open conversations. Go on with one of them.`,
    );
  }
  return insertConversation(tx, {
    tenantId,
    channel: 'widget',
    state: 'ai',
    assistantId: widget.assistantId,
    widgetId: actor.widgetId,
    visitorId: actor.visitorId,
    pageUrl: pageUrl ?? null,
  });
}
