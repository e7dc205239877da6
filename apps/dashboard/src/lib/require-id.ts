import { decodeId, type IdKind } from '@platform/shared/ids';
import { notFound } from '@tanstack/react-router';

/**
 * For the loader of a route: an address whose id no row could have leads to the route's page for what
 * is missing, as an id does that no row has. Asking the server would only bring its words on the form.
 */
export function requireId(kind: IdKind, id: string): void {
  if (decodeId(kind, id) === null) throw notFound();
}
