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
  /** The name of the audit entry a success leaves. A refusal of any procedure is logged by the guard. */
  readonly audit?: string;
  /** Gives power away: wants a password or a code that is only minutes old, and so a person. */
  readonly stepUp?: true;
  /** Makes sense for a person only: API keys are refused whatever their scopes. */
  readonly personOnly?: true;
}

export interface Procedure<
  Kind extends 'query' | 'mutation' = 'query' | 'mutation',
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Needed extends Permission = Permission,
  ForPeople extends true = true,
> extends ProcedureMeta {
  readonly kind: Kind;
  readonly permission: Needed;
  readonly stepUp?: ForPeople;
  readonly personOnly?: ForPeople;
  readonly input: Input;
  readonly output: Output;
}

type Declaration<
  Input extends z.ZodType,
  Output extends z.ZodType,
  Needed extends Permission,
  ForPeople extends true,
> = Omit<Procedure<'query', Input, Output, Needed, ForPeople>, 'kind'>;

export const query = <
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Needed extends Permission,
  ForPeople extends true = never,
>(
  declaration: Declaration<Input, Output, Needed, ForPeople>,
): Procedure<'query', Input, Output, Needed, ForPeople> => ({ kind: 'query', ...declaration });

export const mutation = <
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Needed extends Permission,
  ForPeople extends true = never,
>(
  declaration: Declaration<Input, Output, Needed, ForPeople>,
): Procedure<'mutation', Input, Output, Needed, ForPeople> => ({
  kind: 'mutation',
  ...declaration,
});

/** A route that cannot be a procedure (an upload, a file): same meta, same guard. */
export interface RawRoute extends ProcedureMeta {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}
export const route = (declaration: RawRoute): RawRoute => declaration;

export type Domain = Readonly<Record<string, Procedure>>;
