import type { VisitorSession } from '../shared/bridge.ts';
import { isCallError } from '../shared/call-error.ts';

/** A call that renews the visitor's token by itself when the server does not know it any more. */
export async function call<Output>(
  session: VisitorSession,
  kind: 'query' | 'mutation',
  path: string,
  input: unknown,
): Promise<Output> {
  if (!session.current) await session.start();
  try {
    return await session.request<Output>(kind, path, input);
  } catch (error) {
    if (!isCallError(error) || error.code !== 'UNAUTHENTICATED') throw error;
    // The token grew old or its workspace was reset. A new one is a matter of asking.
    await session.start();
    return session.request<Output>(kind, path, input);
  }
}
