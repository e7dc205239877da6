import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { openAnswer } from '../../answering/open-answers.queries.ts';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { findAssistantRow } from '../assistants/assistants.queries.ts';
import { markQuestionTried } from '../workspaces/workspaces.queries.ts';
import { appendMessage, findSentBefore } from './append-message.ts';
import { toTeamMessage } from './conversation-views.ts';
import { insertConversation, lockConversation } from './conversations.queries.ts';
import { findDetails } from './thread.queries.ts';

type PreviewHandlers = Pick<Handlers<Contexts>['conversations'], 'startPreview' | 'askPreview'>;

/** Talking to an assistant's draft: a real conversation that no list of visitors' ones shows. */
export function createPreviewHandlers(services: Services): PreviewHandlers {
  const { db, answers, wakeRelay } = services;
  return {
    startPreview: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const { tenantId } = ctx;
        const assistant = await findAssistantRow(tx, tenantId, input.assistantId);
        const preview = await insertConversation(tx, {
          tenantId,
          channel: 'preview',
          state: 'ai',
          assistantId: assistant.id,
          previewUserId: ctx.actor.userId,
        });
        return findDetails(tx, tenantId, preview.id, ctx.actor.userId);
      }),
    askPreview: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const asked = await db.tenant(tenantId, async (tx) => {
        const locked = await lockConversation(tx, tenantId, input.conversationId);
        // A colleague's preview is as foreign as a visitor's conversation is to this door.
        if (locked.previewUserId !== ctx.actor.userId) throw new PlatformError('NOT_FOUND');
        const sent = await findSentBefore(tx, locked, input.clientId, 'visitor');
        if (sent !== undefined) return { message: sent, open: null };
        const { message } = await appendMessage(tx, locked, {
          role: 'visitor',
          text: input.text,
          clientId: input.clientId,
        });
        await markQuestionTried(tx, tenantId);
        const open = await openAnswer(tx, {
          tenantId,
          conversationId: locked.id,
          questionId: message.id,
        });
        return { message, open };
      });
      wakeRelay();
      if (asked.open !== null) answers.start(asked.open);
      return toTeamMessage(asked.message);
    },
  };
}
