import type { Me, Membership } from '@platform/api-contract/types';
import { readStored, writeStored } from '../lib/stored.ts';

const workspaceKey = 'parley.workspace';
const local = () => localStorage;

/**
 * What every request must carry. It stands apart from the cache of queries because the client needs
 * it before any screen does; `auth.me` fills it and nothing else writes it.
 */
const current: { csrfToken: string | null; workspaceId: string | null } = {
  csrfToken: null,
  workspaceId: null,
};

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
  current.workspaceId = chooseMembership(me, readStored(local, workspaceKey))?.tenantId ?? null;
}

export function rememberWorkspace(id: string): void {
  current.workspaceId = id;
  writeStored(local, workspaceKey, id);
}

export function chooseMembership(me: Me, wanted: string | null): Membership | null {
  return me.memberships.find((each) => each.tenantId === wanted) ?? me.memberships[0] ?? null;
}
