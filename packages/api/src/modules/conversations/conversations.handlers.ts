import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { authorOf } from '@platform/auth';
import { stopAnswer } from '../../answering/close-answer.ts';
import { findOpenAnswer } from '../../answering/open-answers.queries.ts';
import { storeCost } from '../../answering/store-answer.queries.ts';
import type { Contexts, PersonContext, WorkspaceContext } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { findMember } from '../workspaces/workspaces.queries.ts';
import { announceConversation, appendMessage, findSentBefore } from './append-message.ts';
import { changeState, type Step } from './change-state.ts';
import { toSummary, toTeamMessage } from './conversation-views.ts';
import { lockConversation, updateConversation } from './conversations.queries.ts';
import { countConversations, cursorOf, listConversations } from './list-conversations.queries.ts';
import { createPreviewHandlers } from './preview.handlers.ts';
import { findDetails, findMessage, listMessages } from './thread.queries.ts';

/** To whom a list's `me` and a preview belong; to no key. */
const me = (ctx: WorkspaceContext | PersonContext) => authorOf(ctx.actor).userId;

type ConversationHandlers = Handlers<Contexts>['conversations'];

export function createConversationHandlers(services: Services): ConversationHandlers {
  const { db, answers, wakeRelay } = services;

  const step = async (
    ctx: WorkspaceContext | PersonContext,
    conversationId: string,
    which: Step,
  ) => {
    const shown = await answers.shown(ctx.tenantId, conversationId);
    const details = await db.tenant(ctx.tenantId, async (tx) => {
      await changeState(tx, ctx, conversationId, which, shown);
      return findDetails(tx, ctx.tenantId, conversationId, me(ctx));
    });
    wakeRelay();
    return details;
  };

  const write = async (
    ctx: WorkspaceContext,
    input: { conversationId: string; text: string; clientId: string },
    role: 'agent' | 'note',
  ) => {
    const author = authorOf(ctx.actor);
    const message = await db.tenant(ctx.tenantId, async (tx) => {
      const locked = await lockConversation(tx, ctx.tenantId, input.conversationId);
      const sent = await findSentBefore(tx, locked, input.clientId, role);
      if (sent !== undefined) return sent;
      if (role === 'agent' && locked.state !== 'human') {
        throw new PlatformError('CONFLICT', 'Take over first: the AI is answering here.');
      }
      const appended = await appendMessage(
        tx,
        locked,
        {
          role,
          text: input.text,
          clientId: input.clientId,
          authorUserId: author.userId,
          authorName: author.name,
        },
        { teamReadSequence: locked.lastSequence + 1 },
      );
      return appended.message;
    });
    wakeRelay();
    return toTeamMessage(message);
  };

  return {
    list: async ({ ctx, input }) => {
      const rows = await db.tenant(ctx.tenantId, (tx) =>
        listConversations(tx, ctx.tenantId, me(ctx), input),
      );
      const page = rows.slice(0, input.limit);
      const last = page.at(-1);
      return {
        items: page.map(toSummary),
        nextCursor: rows.length > input.limit && last !== undefined ? cursorOf(last) : null,
      };
    },
    counts: ({ ctx }) =>
      db.tenant(ctx.tenantId, (tx) => countConversations(tx, ctx.tenantId, me(ctx))),
    get: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, (tx) => findDetails(tx, ctx.tenantId, input.conversationId, me(ctx))),
    messages: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const { rows, open } = await db.tenant(tenantId, async (tx) => {
        await findDetails(tx, tenantId, input.conversationId, me(ctx));
        return {
          rows: await listMessages(
            tx,
            { tenantId, conversationId: input.conversationId, notes: true },
            input,
          ),
          open: await findOpenAnswer(tx, tenantId, input.conversationId),
        };
      });
      return { messages: rows.map(toTeamMessage), openAnswer: await answers.inProgress(open) };
    },
    trace: async ({ ctx, input }) => {
      const row = await db.tenant(ctx.tenantId, (tx) =>
        findMessage(tx, ctx.tenantId, input.messageId),
      );
      if (row.trace === null) throw new PlatformError('NOT_FOUND');
      return row.trace;
    },
    takeOver: ({ ctx, input }) => step(ctx, input.conversationId, 'take-over'),
    handBack: ({ ctx, input }) => step(ctx, input.conversationId, 'hand-back'),
    putToWait: ({ ctx, input }) => step(ctx, input.conversationId, 'put-to-wait'),
    resolve: ({ ctx, input }) => step(ctx, input.conversationId, 'resolve'),
    reopen: ({ ctx, input }) => step(ctx, input.conversationId, 'reopen'),
    reply: ({ ctx, input }) => write(ctx, input, 'agent'),
    note: ({ ctx, input }) => write(ctx, input, 'note'),
    draft: async ({ ctx, input }) => {
      const draft = await services.models.draft(ctx.tenantId, input.conversationId, input.question);
      await db.tenant(ctx.tenantId, (tx) =>
        storeCost(tx, ctx.tenantId, draft.trace, {
          kind: 'draft',
          conversationId: input.conversationId,
          messageId: null,
        }),
      );
      return draft;
    },
    assign: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const details = await db.tenant(tenantId, async (tx) => {
        const locked = await lockConversation(tx, tenantId, input.conversationId);
        if (input.userId !== null) await findMember(tx, tenantId, input.userId);
        const updated = await updateConversation(tx, locked, { assigneeId: input.userId });
        await writeAudit(tx, ctx, {
          target: locked.id,
          before: { assigneeId: locked.assigneeId },
          after: { assigneeId: input.userId },
        });
        await announceConversation(tx, updated);
        return findDetails(tx, tenantId, locked.id, me(ctx));
      });
      wakeRelay();
      return details;
    },
    setTags: async ({ ctx, input }) => {
      const details = await db.tenant(ctx.tenantId, async (tx) => {
        const locked = await lockConversation(tx, ctx.tenantId, input.conversationId);
        const updated = await updateConversation(tx, locked, { tags: [...new Set(input.tags)] });
        await announceConversation(tx, updated);
        return findDetails(tx, ctx.tenantId, locked.id, me(ctx));
      });
      wakeRelay();
      return details;
    },
    markRead: async ({ ctx, input }) => {
      await db.tenant(ctx.tenantId, async (tx) => {
        const locked = await lockConversation(tx, ctx.tenantId, input.conversationId);
        if (locked.teamReadSequence === locked.lastSequence) return;
        const updated = await updateConversation(tx, locked, {
          teamReadSequence: locked.lastSequence,
        });
        await announceConversation(tx, updated);
      });
      wakeRelay();
      return {};
    },
    stopAnswer: async ({ ctx, input }) => {
      const shown = await answers.shown(ctx.tenantId, input.conversationId);
      const next = await db.tenant(ctx.tenantId, async (tx) => {
        const locked = await lockConversation(tx, ctx.tenantId, input.conversationId);
        return stopAnswer(tx, locked, shown);
      });
      wakeRelay();
      if (next !== null) answers.start(next);
      return {};
    },
    ...createPreviewHandlers(services),
  };
}
