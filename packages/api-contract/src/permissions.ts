/**
 * Who may what, in one table. A procedure names one permission; the guard, the permission page and
 * the security matrix read this and nothing else.
 */
export const roles = ['owner', 'admin', 'agent', 'viewer'] as const;
export type Role = (typeof roles)[number];

const everyone: readonly Role[] = ['owner', 'admin', 'agent', 'viewer'];
const team: readonly Role[] = ['owner', 'admin', 'agent'];
const admins: readonly Role[] = ['owner', 'admin'];

export const workspacePermissions = {
  'workspace.read': everyone,
  'workspace.manage': admins,
  'conversations.read': everyone,
  'conversations.write': team,
  'knowledge.read': everyone,
  'knowledge.write': admins,
  'assistants.read': everyone,
  'assistants.write': admins,
  'widgets.read': everyone,
  'widgets.write': admins,
  'insights.read': everyone,
  'system.read': admins,
  'members.manage': admins,
  'ownership.transfer': ['owner'],
  'keys.manage': admins,
  'sso.manage': admins,
  'sso.require': ['owner'],
  'audit.read': admins,
  'data.manage': admins,
  'workspace.erase': ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type WorkspacePermission = keyof typeof workspacePermissions;

/** What stays with people: a key that could make keys or members could outlive its own revocation. */
const neverForKeys: readonly WorkspacePermission[] = [
  'sso.manage',
  'sso.require',
  'members.manage',
  'ownership.transfer',
  'keys.manage',
  'workspace.erase',
];

/** What an API key can be given. */
export const keyScopes: readonly WorkspacePermission[] = (
  Object.keys(workspacePermissions) as WorkspacePermission[]
).filter((permission) => !neverForKeys.includes(permission));

/**
 * What a publishable key (`pk_`) can be given. Such a key stands in the source of a page, so this is
 * what every visitor may know: which widgets there are, for a site that builds its own launcher.
 */
export const publishableScopes: readonly WorkspacePermission[] = ['widgets.read'];

/**
 * Besides those of a workspace: `public` asks for nothing, `pending` for a session that may still owe
 * its second factor, `session` for a signed-in person, `visitor` for a visitor token of a widget.
 */
export type Permission = 'public' | 'pending' | 'session' | 'visitor' | WorkspacePermission;

export function roleMay(role: Role, permission: WorkspacePermission): boolean {
  const allowed: readonly Role[] = workspacePermissions[permission];
  return allowed.includes(role);
}

export function isWorkspacePermission(permission: Permission): permission is WorkspacePermission {
  return permission in workspacePermissions;
}
