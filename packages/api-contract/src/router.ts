import { initTRPC } from '@trpc/server';
import { contract } from './contract.ts';
import type { Procedure, ProcedureMeta } from './procedure.ts';
import type { AppRouter, ContextsByPermission, ErrorShape, Handlers } from './router-types.ts';

export type { ContextsByPermission, ErrorShape, Handlers } from './router-types.ts';

/** The call a guard judges. It runs before the input is parsed: a stranger learns nothing of schemas. */
export interface GuardedCall extends ProcedureMeta {
  readonly path: string;
  readonly kind: 'query' | 'mutation';
}

interface RouterOptions<Contexts extends ContextsByPermission> {
  /** Returns the context the handler gets, or throws what the client is told. */
  guard: (call: GuardedCall, ctx: object) => Promise<object>;
  handlers: Handlers<Contexts>;
  formatError: (failure: {
    error: Error;
    ctx: object | undefined;
    path: string;
    shape: { code: number };
  }) => ErrorShape;
}

/** The contract's table as a real tRPC router. Resolvers only dispatch. */
export function createAppRouter<Contexts extends ContextsByPermission>(
  options: RouterOptions<Contexts>,
): AppRouter {
  const t = initTRPC
    .context<object>()
    .meta<ProcedureMeta>()
    .create({
      errorFormatter: ({ error, ctx, path, shape }) =>
        options.formatError({ error, ctx, path: path ?? '', shape }),
    });

  const build = (path: string, declared: Procedure, handle: LooseHandler) => {
    const { kind, input, output, ...meta } = declared;
    const call: GuardedCall = { ...meta, path, kind };
    const base = t.procedure
      .meta(meta)
      .use(async ({ ctx, next }) => next({ ctx: await options.guard(call, ctx) }))
      .input(input)
      .output(output);
    return kind === 'query' ? base.query(handle) : base.mutation(handle);
  };

  const handlers: Record<string, Record<string, unknown>> = options.handlers;
  const record = Object.fromEntries(
    Object.entries(contract).map(([domain, procedures]) => [
      domain,
      Object.fromEntries(
        Object.entries(procedures).map(([name, declared]: [string, Procedure]) => {
          const handle = handlers[domain]?.[name];
          if (typeof handle !== 'function') throw new Error(`No handler for ${domain}.${name}`);
          return [name, build(`${domain}.${name}`, declared, handle as LooseHandler)];
        }),
      ),
    ]),
  );
  // The record was made from the table that AppRouter is derived from; tRPC cannot see that.
  return t.router(record as Parameters<typeof t.router>[0]) as unknown as AppRouter;
}

type LooseHandler = (call: { ctx: object; input: unknown }) => unknown;
