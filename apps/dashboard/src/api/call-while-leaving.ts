import { csrfToken, workspaceId } from './session.ts';

/**
 * Sends one change while the page goes away: at once, without waiting for a batch, and so that the
 * browser finishes it after the page is gone. What comes back is nobody's any more. Small inputs only:
 * browsers take 64 KB in all.
 */
export function callWhileLeaving(path: string, input: unknown): void {
  const headers = new Headers({ 'content-type': 'application/json' });
  const workspace = workspaceId();
  const token = csrfToken();
  if (workspace) headers.set('x-workspace', workspace);
  if (token) headers.set('x-csrf-token', token);
  const body = JSON.stringify(input);
  fetch(`/trpc/${path}`, { method: 'POST', keepalive: true, headers, body }).catch(reportError);
}
