import type { AppRouter, ErrorCode } from '@platform/api-contract/types';
import { TRPCClientError } from '@trpc/client';

/** `OFFLINE` is ours: the request never got an answer. */
export type ReadError = {
  code: ErrorCode | 'OFFLINE' | 'UNKNOWN';
  /** The public words of the server; empty where there was none. */
  message: string;
  requestId: string | null;
  retry: boolean;
  /** When another attempt is taken, where the server says so. */
  retryAfterMs: number | null;
  fields: { path: string; message: string }[];
};

/** What went wrong, whatever was thrown. */
export function readError(error: unknown): ReadError {
  if (!(error instanceof TRPCClientError)) {
    return {
      code: 'UNKNOWN',
      message: '',
      requestId: null,
      retry: false,
      retryAfterMs: null,
      fields: [],
    };
  }
  const data = (error as TRPCClientError<AppRouter>).data;
  if (!data)
    return {
      code: 'OFFLINE',
      message: '',
      requestId: null,
      retry: true,
      retryAfterMs: null,
      fields: [],
    };
  return {
    code: data.error as ErrorCode,
    message: error.message,
    requestId: data.requestId,
    retry: data.retry,
    retryAfterMs: data.retryAfterMs ?? null,
    fields: data.fields ?? [],
  };
}

export function isRetryable(error: unknown): boolean {
  return readError(error).retry;
}

/** The server's words about each field of a form: `{ email: 'This must be …' }`. */
export function fieldErrors(error: unknown): Record<string, string> {
  return Object.fromEntries(
    readError(error).fields.map((each) => [each.path, sentenceOf(each.message)]),
  );
}

/** Rules go on from the field's name ("must not be empty"); under the field it stands in a sentence. */
function sentenceOf(rule: string): string {
  return /^\p{Ll}/u.test(rule) ? `This ${rule}${/[.?]$/.test(rule) ? '' : '.'}` : rule;
}
