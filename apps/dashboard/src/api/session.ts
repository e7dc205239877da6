import type { Me, Membership } from '@platform/api-contract/types';
import { readStored, writeStored } from '../lib/stored.ts';

const workspaceKey = 'parley.workspace';
/** A tab stays in its workspace whatever other tabs do; a new tab begins with the one last used. */
const tab = () => sessionStorage;
const browser = () => localStorage;

/**
 * What every request must carry. It stands apart from the cache of queries because the client needs
 * it before any screen does; `auth.me` fills it and nothing else writes it.
 */
const current: { csrfToken: string | null; workspaceId: string | null } = {
  csrfToken: null,
  workspaceId: null,
};

/**
 * A link can name the workspace it leads into (`?workspace=ten_…`), as those of mails do; the address is
 * without it afterwards, since this tab remembers.
 */
function takeWorkspaceFromAddress(): void {
  const url = new URL(location.href);
  const named = url.searchParams.get('workspace');
  if (named === null) return;
  writeStored(tab, workspaceKey, named);
  url.searchParams.delete('workspace');
  history.replaceState(history.state, '', url);
}
takeWorkspaceFromAddress();

export function csrfToken(): string | null {
  return current.csrfToken;
}

export function forgetCsrfToken(): void {
  current.csrfToken = null;
}

export function workspaceId(): string | null {
  return current.workspaceId;
}

/** Takes in who is signed in, and settles the workspace: the one last used here, else the first. */
export function acceptMe(me: Me): void {
  current.csrfToken = me.csrfToken;
  const wanted =
    current.workspaceId ?? readStored(tab, workspaceKey) ?? readStored(browser, workspaceKey);
  current.workspaceId = chooseMembership(me, wanted)?.tenantId ?? null;
  // Signed out there is none to keep, and who signs in next has others.
  if (me.user !== null) writeStored(tab, workspaceKey, current.workspaceId);
}

export function rememberWorkspace(id: string): void {
  current.workspaceId = id;
  writeStored(tab, workspaceKey, id);
  writeStored(browser, workspaceKey, id);
}

export function chooseMembership(me: Me, wanted: string | null): Membership | null {
  return me.memberships.find((each) => each.tenantId === wanted) ?? me.memberships[0] ?? null;
}
