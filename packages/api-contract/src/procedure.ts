import type { z } from 'zod';
import type { Permission } from './permissions.ts';

/**
 * The class of limit a call counts against; the numbers stand in the guard's table.
 * `credentials` is for guessing (sign-in), `ask` costs money, `upload` costs disk.
 */
export type RateClass = 'read' | 'write' | 'credentials' | 'ask' | 'upload' | 'visitor';

export interface ProcedureMeta {
  readonly permission: Permission;
  readonly rate: RateClass;
  /** The name of the audit entry a success leaves; a refusal of any procedure is always audited. */
  readonly audit?: string;
}

export interface Procedure<
  Kind extends 'query' | 'mutation' = 'query' | 'mutation',
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> extends ProcedureMeta {
  readonly kind: Kind;
  readonly input: Input;
  readonly output: Output;
}

type Declaration<Input extends z.ZodType, Output extends z.ZodType> = ProcedureMeta & {
  readonly input: Input;
  readonly output: Output;
};

export const query = <Input extends z.ZodType, Output extends z.ZodType>(
  declaration: Declaration<Input, Output>,
): Procedure<'query', Input, Output> => ({ kind: 'query', ...declaration });

export const mutation = <Input extends z.ZodType, Output extends z.ZodType>(
  declaration: Declaration<Input, Output>,
): Procedure<'mutation', Input, Output> => ({ kind: 'mutation', ...declaration });

/** A route that cannot be a procedure (an upload, a file): same meta, same guard. */
export interface RawRoute extends ProcedureMeta {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}
export const route = (declaration: RawRoute): RawRoute => declaration;

export type Domain = Readonly<Record<string, Procedure>>;
