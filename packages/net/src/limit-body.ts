import type { Readable } from 'node:stream';
import { FetchRefusedError } from './fetch-refused-error.ts';

/**
 * The bytes of a body as they come, until there are too many or the time is over; then it throws. The
 * connection ends with it, also when the reader stops early.
 */
export async function* limitBody(
  body: Readable,
  maxBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const stop = () => body.destroy(new FetchRefusedError('timeout'));
  signal.addEventListener('abort', stop);
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes > maxBytes) throw new FetchRefusedError('size');
      yield chunk as Uint8Array;
    }
  } catch (error) {
    if (error instanceof FetchRefusedError) throw error;
    throw new FetchRefusedError(signal.aborted ? 'timeout' : 'unreachable', { cause: error });
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}
