import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from '../../http/contexts.ts';
import type { Services } from '../../services.ts';
import { readEntries } from './audit-views.ts';
import { findSubjects, listFacets } from './list-audit.queries.ts';
import { verifyChain } from './verify-chain.ts';

export function createAuditHandlers({ db }: Services): Handlers<Contexts>['audit'] {
  return {
    list: ({ ctx, input: { cursor, limit, ...filter } }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const page = { cursor, limit: limit + 1 };
        const found = await readEntries(tx, ctx.tenantId, filter, page);
        const items = found.slice(0, limit);
        const last = found.length > limit ? items.at(-1) : undefined;
        return { items, nextCursor: last?.id ?? null };
      }),
    facets: ({ ctx }) =>
      db.tenant(ctx.tenantId, async (tx) => {
        const { actions, subjects } = await listFacets(tx, ctx.tenantId);
        const pseudonyms = subjects.map(({ pseudonym }) => pseudonym);
        const known = await findSubjects(tx, ctx.tenantId, pseudonyms);
        const actors = [...known.values()].map(({ id, name }) => ({ id, name: name ?? id }));
        return { actions, actors: actors.sort((a, b) => a.name.localeCompare(b.name)) };
      }),
    verify: ({ ctx }) => verifyChain(db, ctx.tenantId),
  };
}
