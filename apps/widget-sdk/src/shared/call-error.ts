import type { ErrorCode } from '@platform/api-contract/types';

/**
 * A refusal by the server, in the words of its registry of errors. Told by its fields and not by its
 * class: the loader makes it and the panel reads it, and each has its own copy of every class.
 */
export interface CallError extends Error {
  readonly code: ErrorCode;
  /** Whether the same call can succeed later, and when to try at the earliest. */
  readonly retry: boolean;
  readonly retryAfterMs: number;
}

export const isCallError = (error: unknown): error is CallError =>
  error instanceof Error && 'retryAfterMs' in error;
