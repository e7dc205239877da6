import { PlatformError } from '@platform/api-contract/errors';
import type { AppRouter } from '@platform/api-contract/types';
import type { Logger } from '@platform/shared/logger';
import {
  type AnyTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  TRPCError,
} from '@trpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeError } from './format-error.ts';
import type { RequestInfo } from './request-info.ts';
import { refuseUnstorable } from './storable-input.ts';

/** What every call starts from; the guard replaces it by one of the `Contexts`. */
export interface BaseContext {
  readonly request: RequestInfo;
}

interface TrpcRoutes {
  readonly router: AppRouter;
  readonly logger: Logger;
  describe(request: FastifyRequest, reply: FastifyReply): RequestInfo;
  /** A mutation was served, whatever came of it. */
  onChange(request: RequestInfo): void;
}

const maxCallsPerBatch = 20;

/**
 * tRPC's HTTP protocol, straight on Fastify. The stock adapter turns every request into a Web Request
 * and every answer back from a Web Response, which costs more than the call itself; what a client
 * sees is the same: single calls, batches, their envelopes and status codes.
 */
export function registerTrpcRoutes(app: FastifyInstance, options: TrpcRoutes): void {
  const procedures: Readonly<Record<string, AnyTRPCProcedure>> = options.router._def
    .procedures as never;
  const config = options.router._def._config as never;

  const callOne = async (
    path: string,
    type: 'query' | 'mutation',
    input: unknown,
    ctx: BaseContext,
    signal: AbortSignal,
    batchIndex: number,
  ) => {
    try {
      // A name from the network: only what the table itself holds is a procedure.
      const procedure = Object.hasOwn(procedures, path) ? procedures[path] : undefined;
      if (procedure === undefined) throw new TRPCError({ code: 'NOT_FOUND' });
      if (procedure._def.type !== type) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED' });
      // Given as raw alone: tRPC spreads the parsed input over an `input` that stands here, and what
      // the schema left out would reach the handler after all.
      const data = await procedure({
        ctx,
        path,
        type,
        signal,
        batchIndex,
        getRawInput: async () => refuseUnstorable(input),
      } as never);
      return { status: 200, body: { result: { data } } };
    } catch (thrown) {
      const error = getTRPCErrorFromUnknown(thrown);
      const shape = getTRPCErrorShape({ config, error, type, path, input, ctx } as never) as {
        data: { httpStatus: number; error: string };
      };
      if (shape.data.httpStatus >= 500) {
        options.logger.error(
          { err: error.cause ?? error, requestId: ctx.request.id, procedure: path },
          'procedure failed',
        );
      }
      return {
        status: shape.data.httpStatus,
        body: { error: shape },
        retryAfterMs: describeError(error).retryAfterMs,
      };
    } finally {
      if (type === 'mutation') options.onChange(ctx.request);
    }
  };

  const handle =
    (type: 'query' | 'mutation') => async (request: FastifyRequest, reply: FastifyReply) => {
      const ctx: BaseContext = { request: options.describe(request, reply) };
      const { paths } = request.params as { paths: string };
      const query = request.query as Record<string, string | undefined>;
      const raw = type === 'query' ? parseInput(query.input) : request.body;
      const abort = new AbortController();
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) abort.abort();
      });

      const batch = query.batch === '1';
      const names = batch ? paths.split(',') : [paths];
      if (names.length > maxCallsPerBatch) {
        throw new PlatformError(
          'INVALID_INPUT',
          `A batch holds at most ${maxCallsPerBatch} calls.`,
        );
      }
      const results = await Promise.all(
        names.map((name, index) =>
          callOne(name, type, batch ? inputOf(raw, index) : raw, ctx, abort.signal, index),
        ),
      );
      const statuses = new Set(results.map((result) => result.status));
      const [status = 200] = statuses;
      const waitMs = Math.max(
        0,
        ...results.map((result) => ('retryAfterMs' in result ? (result.retryAfterMs ?? 0) : 0)),
      );
      if (waitMs > 0) reply.header('retry-after', Math.ceil(waitMs / 1000));
      reply.header('content-type', 'application/json').header('cache-control', 'no-store');
      reply.code(statuses.size > 1 ? 207 : status);
      const bodies = results.map((result) => result.body);
      return reply.send(JSON.stringify(batch ? bodies : bodies[0]));
    };

  app.get('/trpc/:paths', handle('query'));
  app.post('/trpc/:paths', handle('mutation'));
}

function parseInput(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PlatformError('INVALID_INPUT', 'The input parameter must be JSON.', { cause });
  }
}

function inputOf(batch: unknown, index: number): unknown {
  if (typeof batch !== 'object' || batch === null) return undefined;
  return Object.hasOwn(batch, index) ? (batch as Record<number, unknown>)[index] : undefined;
}
