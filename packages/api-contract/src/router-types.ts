import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server';
import type { z } from 'zod';
import type { Contract } from './contract.ts';
import type { ErrorCode } from './errors.ts';
import type { WorkspacePermission } from './permissions.ts';
import type { Procedure, ProcedureMeta } from './procedure.ts';

/** What a client reads of an error: the registry's code, whether to retry, and the request's id. */
export interface ErrorShape {
  code: number;
  message: string;
  data: {
    code: string;
    httpStatus: number;
    path: string;
    error: ErrorCode;
    retry: boolean;
    retryAfterMs: number | null;
    requestId: string;
    /** For INVALID_INPUT: where in the input, and what would be right. */
    fields: { path: string; message: string }[];
  };
}

export interface RouterRoot {
  ctx: object;
  meta: ProcedureMeta;
  errorShape: ErrorShape;
  transformer: false;
}

interface Definition<Input extends z.ZodType, Output extends z.ZodType> {
  meta: ProcedureMeta;
  input: z.input<Input>;
  output: z.output<Output>;
  errorShape: ErrorShape;
}

type RouterProcedure<P> =
  P extends Procedure<infer Kind, infer Input, infer Output, infer _Needed, infer _ForPeople>
    ? Kind extends 'query'
      ? TRPCQueryProcedure<Definition<Input, Output>>
      : TRPCMutationProcedure<Definition<Input, Output>>
    : never;

type RouterRecord = {
  [Domain in keyof Contract]: {
    [Name in keyof Contract[Domain]]: RouterProcedure<Contract[Domain][Name]>;
  };
};

/** The type apps give their tRPC client. It knows schemas and nothing of how they are served. */
export type AppRouter = TRPCBuiltRouter<RouterRoot, RouterRecord>;

/** What the guard hands a handler, by what the procedure asked for. */
export interface ContextsByPermission {
  public: object;
  pending: object;
  session: object;
  visitor: object;
  workspace: object;
  /** As `workspace`, where keys are refused. */
  person: object;
}

type ContextFor<Contexts extends ContextsByPermission, P> = P extends { permission: infer Needed }
  ? Needed extends WorkspacePermission
    ? P extends { readonly personOnly?: never; readonly stepUp?: never }
      ? Contexts['workspace']
      : Contexts['person']
    : Needed extends keyof Contexts
      ? Contexts[Needed]
      : never
  : never;

type Handler<Contexts extends ContextsByPermission, P> =
  P extends Procedure<infer _Kind, infer Input, infer Output, infer _Needed, infer _ForPeople>
    ? (call: {
        ctx: ContextFor<Contexts, P>;
        input: z.output<Input>;
      }) => Promise<z.input<Output>> | z.input<Output>
    : never;

/** The table that must be filled: a procedure without its handler does not compile. */
export type Handlers<Contexts extends ContextsByPermission> = {
  [Domain in keyof Contract]: {
    [Name in keyof Contract[Domain]]: Handler<Contexts, Contract[Domain][Name]>;
  };
};
