import { type ErrorCode, errorCodes, PlatformError } from '@platform/api-contract/errors';
import type { ErrorShape } from '@platform/api-contract/types';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';

interface Described {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs: number | null;
  readonly fields: { path: string; message: string }[];
}

/** The public part of whatever was thrown. What is not one of ours is INTERNAL and says no more. */
export function describeError(thrown: unknown): Described {
  const error = thrown instanceof TRPCError && thrown.cause !== undefined ? thrown.cause : thrown;
  if (error instanceof PlatformError) {
    const { code, message, retryAfterMs = null } = error;
    return { code, message, retryAfterMs, fields: [...error.fields] };
  }
  if (thrown instanceof TRPCError && thrown.code === 'BAD_REQUEST') {
    const fields =
      error instanceof ZodError
        ? error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
        : [];
    return described('INVALID_INPUT', fields);
  }
  if (thrown instanceof TRPCError) {
    const code = knownTrpcCodes[thrown.code];
    if (code !== undefined) return described(code);
  }
  if (isStorageFull(error)) return described('STORAGE_FULL');
  const status = fastifyStatus(error);
  if (status === 413) return described('TOO_LARGE');
  if (status === 415) return described('UNSUPPORTED_TYPE');
  if (status === 404) return described('NOT_FOUND');
  if (status !== null && status < 500) return described('INVALID_INPUT');
  return described('INTERNAL');
}

/** A disk or a quota without room, as the system (`ENOSPC`) and as PostgreSQL (53100) say it. */
function isStorageFull(error: unknown): boolean {
  for (let each = error; typeof each === 'object' && each !== null; ) {
    if ('code' in each && ['ENOSPC', 'EDQUOT', '53100'].includes(String(each.code))) return true;
    each = 'cause' in each ? each.cause : null;
  }
  return false;
}

const knownTrpcCodes: Partial<Record<string, ErrorCode>> = {
  NOT_FOUND: 'NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'INVALID_INPUT',
  PARSE_ERROR: 'INVALID_INPUT',
  PAYLOAD_TOO_LARGE: 'TOO_LARGE',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_TYPE',
};

function described(code: ErrorCode, fields: Described['fields'] = []): Described {
  return { code, message: errorCodes[code].message, retryAfterMs: null, fields };
}

function fastifyStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}

/** The shape tRPC clients read; `trpcCode` is JSON-RPC's number for the kind of failure. */
export function toErrorShape(
  thrown: unknown,
  at: { path: string; requestId: string; trpcCode: number },
): ErrorShape {
  const { code, message, retryAfterMs, fields } = describeError(thrown);
  const { status, retry } = errorCodes[code];
  const first = fields[0];
  return {
    code: at.trpcCode,
    message: first === undefined ? message : `${first.path || 'input'}: ${first.message}`,
    data: {
      code,
      httpStatus: status,
      path: at.path,
      error: code,
      retry,
      retryAfterMs,
      requestId: at.requestId,
      fields,
    },
  };
}

/** The same for routes that are not procedures: RFC 9457. */
export function toProblem(thrown: unknown, requestId: string) {
  const { code, message, retryAfterMs, fields } = describeError(thrown);
  return {
    type: `about:blank#${code.toLowerCase().replaceAll('_', '-')}`,
    title: message,
    status: errorCodes[code].status,
    code,
    retry: errorCodes[code].retry,
    retryAfterMs,
    requestId,
    ...(fields.length === 0 ? {} : { errors: fields }),
  };
}
