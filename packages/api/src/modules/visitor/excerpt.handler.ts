import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { findMessage } from '../conversations/thread.queries.ts';
import { readDocumentText } from '../knowledge/documents.queries.ts';
import { findOwnConversation } from './visitor.queries.ts';

/** How much is shown on either side of the cited words. */
const aroundChars = 400;

/**
 * The cited words where they stand. A visitor sees no more of a document than what an answer of their
 * own conversation cites and its surroundings.
 */
export function createExcerpt(services: Services): Handlers<Contexts>['visitor']['excerpt'] {
  return ({ ctx, input }) =>
    services.db.tenant(ctx.tenantId, async (tx) => {
      const message = await findMessage(tx, ctx.tenantId, input.messageId);
      await findOwnConversation(tx, ctx.actor, message.conversationId);
      const citation = message.answer?.citations.find((each) => each.number === input.number);
      if (citation === undefined) throw new PlatformError('NOT_FOUND');
      const { documentId, documentTitle, headingPath, page, start, end, quote } = citation;
      const text = await readDocumentText(tx, ctx.tenantId, documentId);
      const stale = text.slice(start, end) !== quote;
      return {
        documentId,
        documentTitle,
        headingPath,
        page,
        quote,
        stale,
        before: stale ? '' : text.slice(Math.max(0, start - aroundChars), start),
        after: stale ? '' : text.slice(end, end + aroundChars),
      };
    });
}
