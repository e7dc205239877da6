import { errorCodes } from '@platform/api-contract/errors';
import { uploadResults } from '@platform/api-contract/schemas/knowledge/document';
import type { UploadResult } from '@platform/api-contract/types';
import { z } from 'zod';

/** What an answer of the upload route says when it is not a result (RFC 9457). */
const problem = z.object({
  code: z.string(),
  title: z.string(),
  retry: z.boolean(),
  retryAfterMs: z.number().nullable(),
});

/** `status` is 0 when no answer came. `retryAfterMs` is there when waiting is all that is needed. */
export class UploadFailure extends Error {
  override readonly name = 'UploadFailure';
  readonly status: number;
  readonly code: string | null;
  /** Whether sending the same file once more can help. */
  readonly retry: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    said: { code?: string; title?: string; retry?: boolean },
    retryAfterMs: number | null,
  ) {
    super(said.title ?? '');
    this.status = status;
    this.code = said.code ?? null;
    this.retry = said.retry ?? true;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Sends one file. XMLHttpRequest, because `fetch` does not tell how much of a body has left.
 * Resolves with what the server made of it; rejects with `UploadFailure`.
 */
export function sendFile(
  file: File,
  headers: Record<string, string>,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<UploadResult> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/upload/documents');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onSent(Math.min(event.loaded, file.size));
    request.onerror = () => reject(new UploadFailure(0, {}, null));
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      try {
        resolve(readAnswer(request));
      } catch (error) {
        reject(error);
      }
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    const body = new FormData();
    body.append('files', file, file.name);
    request.send(body);
  });
}

function readAnswer(request: XMLHttpRequest): UploadResult {
  const body = readJson(request.responseText);
  const results = uploadResults.safeParse(body);
  const first = results.success ? results.data.files[0] : undefined;
  if (request.status < 300 && first) return first;
  const said = problem.safeParse(body).data;
  const waits = request.status === errorCodes.RATE_LIMITED.status;
  throw new UploadFailure(
    request.status,
    said ?? {},
    waits ? Math.max(1_000, said?.retryAfterMs ?? 0) : null,
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy on the way answers in HTML: there is nothing in it for a person.
    return null;
  }
}
