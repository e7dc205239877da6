import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { stopAnswer } from '../../answering/close-answer.ts';
import { findOpenAnswer } from '../../answering/open-answers.queries.ts';
import type { Contexts } from '../../http/contexts.ts';
import { writeOutbox } from '../../realtime/outbox.queries.ts';
import { teamTopic, visitorTopic } from '../../realtime/topics.ts';
import type { Services } from '../../services.ts';
import {
  toMessage,
  toTeamMessage,
  toVisitorConversation,
} from '../conversations/conversation-views.ts';
import { findNamed, updateConversation } from '../conversations/conversations.queries.ts';
import { requestPerson } from '../conversations/request-person.ts';
import { findMessage, listMessages, rateMessage } from '../conversations/thread.queries.ts';
import { createExcerpt } from './excerpt.handler.ts';
import { createSendMessage } from './send-message.handler.ts';
import { createStartVisit } from './start-visit.handler.ts';
import {
  findOwnConversation,
  identifyVisitor,
  listOwnConversations,
  lockOwnConversation,
} from './visitor.queries.ts';

export function createVisitorHandlers(services: Services): Handlers<Contexts>['visitor'] {
  const { db, answers, wakeRelay } = services;
  return {
    start: createStartVisit(services),
    send: createSendMessage(services),
    excerpt: createExcerpt(services),
    history: async ({ ctx }) => {
      const rows = await db.tenant(ctx.tenantId, (tx) => listOwnConversations(tx, ctx.actor));
      return {
        conversations: rows.map((row) =>
          toVisitorConversation(row.conversation, row.agentName, row.unread),
        ),
      };
    },
    thread: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const found = await db.tenant(tenantId, async (tx) => {
        const own = await findOwnConversation(tx, ctx.actor, input.conversationId);
        return {
          named: await findNamed(tx, tenantId, own.id),
          rows: await listMessages(tx, { tenantId, conversationId: own.id, notes: false }, input),
          open: await findOpenAnswer(tx, tenantId, own.id),
        };
      });
      const { conversation, assigneeName } = found.named;
      const unread = found.rows.filter(
        (row) =>
          row.sequence > conversation.visitorReadSequence &&
          (row.role === 'assistant' || row.role === 'agent'),
      ).length;
      return {
        conversation: toVisitorConversation(conversation, assigneeName, unread),
        messages: found.rows.map(toMessage),
        openAnswer: await answers.inProgress(found.open),
      };
    },
    stopAnswer: async ({ ctx, input }) => {
      const shown = await answers.shown(ctx.tenantId, input.conversationId);
      const next = await db.tenant(ctx.tenantId, async (tx) => {
        const locked = await lockOwnConversation(tx, ctx.actor, input.conversationId);
        return stopAnswer(tx, locked, shown);
      });
      wakeRelay();
      if (next !== null) answers.start(next);
      return {};
    },
    requestPerson: async ({ ctx, input }) => {
      const named = await db.tenant(ctx.tenantId, async (tx) => {
        const locked = await lockOwnConversation(tx, ctx.actor, input.conversationId);
        await requestPerson(tx, locked);
        return findNamed(tx, ctx.tenantId, locked.id);
      });
      wakeRelay();
      return toVisitorConversation(named.conversation, named.assigneeName, 0);
    },
    markRead: async ({ ctx, input }) => {
      await db.tenant(ctx.tenantId, async (tx) => {
        const locked = await lockOwnConversation(tx, ctx.actor, input.conversationId);
        await updateConversation(tx, locked, { visitorReadSequence: locked.lastSequence });
      });
      return {};
    },
    rate: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const rated = await db.tenant(tenantId, async (tx) => {
        const message = await findMessage(tx, tenantId, input.messageId);
        await lockOwnConversation(tx, ctx.actor, message.conversationId);
        if (message.role !== 'assistant') {
          throw new PlatformError('INVALID_INPUT', 'Only answers of the assistant can be rated.');
        }
        const updated = await rateMessage(tx, message, {
          value: input.value,
          reason: input.reason ?? null,
        });
        await writeOutbox(tx, tenantId, [
          {
            topic: visitorTopic(message.conversationId),
            type: 'message.updated',
            payload: toMessage(updated),
          },
          {
            topic: teamTopic(message.conversationId),
            type: 'team.message.updated',
            payload: toTeamMessage(updated),
          },
        ]);
        return updated;
      });
      wakeRelay();
      return toMessage(rated);
    },
    identify: async ({ ctx, input }) => {
      // What was proved is not overwritten by what a page says.
      if (ctx.actor.proved) return {};
      await db.tenant(ctx.tenantId, (tx) => identifyVisitor(tx, ctx.actor, input));
      return {};
    },
  };
}
