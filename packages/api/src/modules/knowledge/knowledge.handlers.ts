import { Readable } from 'node:stream';
import { PlatformError } from '@platform/api-contract/errors';
import type { Handlers } from '@platform/api-contract/router';
import { removeDocument, retryDocument } from '@platform/knowledge';
import type { Contexts } from '../../http/contexts.ts';
import { writeOutbox } from '../../realtime/outbox.queries.ts';
import { knowledgeTopic } from '../../realtime/topics.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { markQuestionTried } from '../workspaces/workspaces.queries.ts';
import { addAddress } from './add-address.ts';
import { addFile } from './add-file.ts';
import { countDocuments, findDocument, listDocuments, readDocument } from './documents.queries.ts';
import { memberAsOwner } from './member-as-owner.ts';

/** So much of the documents is shown for a tried question. */
const searchBudgetChars = 12_000;

export function createKnowledgeHandlers(services: Services): Handlers<Contexts>['knowledge'] {
  const { db, knowledge } = services;
  return {
    list: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, async (tx) => ({
        ...(await listDocuments(tx, ctx.tenantId, input)),
        counts: await countDocuments(tx, ctx.tenantId),
      })),
    get: ({ ctx, input }) =>
      db.tenant(ctx.tenantId, (tx) => readDocument(tx, ctx.tenantId, input.documentId)),
    addText: async ({ ctx, input }) => {
      const added = await addFile(services, memberAsOwner(ctx), {
        name: `${input.title}.md`,
        // A text's own first heading would take the place of the title that was given.
        stream: Readable.from([Buffer.from(`# ${input.title}\n\n${input.text}`, 'utf8')]),
      });
      if (added.result === 'refused') throw new PlatformError('TOO_LARGE', added.message);
      return added.document;
    },
    addAddress: ({ ctx, input }) => addAddress(services, memberAsOwner(ctx), input.address),
    retry: async ({ ctx, input }) => {
      const document = await db.tenant(ctx.tenantId, async (tx) => {
        const before = await findDocument(tx, ctx.tenantId, input.documentId);
        if (before.state !== 'failed') return before;
        if (before.failure?.code === 'too-large') {
          throw new PlatformError('CONFLICT', 'This file was not kept. Upload a smaller one.');
        }
        await retryDocument(tx, ctx.tenantId, input.documentId);
        await writeAudit(tx, ctx, { target: input.documentId });
        return findDocument(tx, ctx.tenantId, input.documentId);
      });
      await knowledge.announce(ctx.tenantId, document.id);
      knowledge.wakeIngest();
      return document;
    },
    remove: async ({ ctx, input }) => {
      const { tenantId } = ctx;
      const { documentId } = input;
      const storageKey = await db.tenant(tenantId, async (tx) => {
        const before = await findDocument(tx, tenantId, documentId);
        const key = await removeDocument(tx, tenantId, documentId);
        await writeAudit(tx, ctx, { target: documentId, before: { title: before.title } });
        await writeOutbox(tx, tenantId, [
          { topic: knowledgeTopic(tenantId), type: 'document.removed', payload: { documentId } },
        ]);
        return key;
      });
      services.wakeRelay();
      if (storageKey !== null) await knowledge.files.remove(storageKey);
      return {};
    },
    search: async ({ ctx, input }) => {
      const found = await knowledge.search(ctx.tenantId, {
        query: input.query,
        limit: input.limit,
        budgetChars: searchBudgetChars,
      });
      await db.tenant(ctx.tenantId, (tx) => markQuestionTried(tx, ctx.tenantId));
      return {
        mode: found.mode,
        tookMs: found.tookMs,
        hits: found.passages.map(
          ({ sentences: _sentences, similarity: _similarity, ...hit }) => hit,
        ),
      };
    },
  };
}
