import type { WorkspacePermission } from '@platform/api-contract/types';
import type { TextId } from '../../texts/use-texts.tsx';

export interface SettingsPlace {
  readonly to:
    | '/settings'
    | '/settings/profile'
    | '/settings/security'
    | '/settings/linked-accounts'
    | '/settings/single-sign-on'
    | '/settings/team'
    | '/settings/roles'
    | '/settings/api-keys'
    | '/settings/audit'
    | '/settings/data'
    | '/settings/security-policy';
  readonly label: TextId;
  readonly group: 'you' | 'workspace';
  /** Only shown to those who may. The server decides. */
  readonly permission?: WorkspacePermission;
}

/** The pages of the settings, in the order of their navigation. */
export const settingsPlaces: readonly SettingsPlace[] = [
  { to: '/settings/profile', label: 'profile.title', group: 'you' },
  { to: '/settings/security', label: 'security.title', group: 'you' },
  { to: '/settings/linked-accounts', label: 'linked.title', group: 'you' },
  { to: '/settings', label: 'settings.general', group: 'workspace' },
  { to: '/settings/team', label: 'team.title', group: 'workspace' },
  { to: '/settings/roles', label: 'team.rolesTitle', group: 'workspace' },
  {
    to: '/settings/api-keys',
    label: 'keys.title',
    group: 'workspace',
    permission: 'keys.manage',
  },
  {
    to: '/settings/security-policy',
    label: 'policy.title',
    group: 'workspace',
    permission: 'workspace.manage',
  },
  {
    to: '/settings/single-sign-on',
    label: 'sso.title',
    group: 'workspace',
    permission: 'sso.manage',
  },
  { to: '/settings/audit', label: 'audit.title', group: 'workspace', permission: 'audit.read' },
  { to: '/settings/data', label: 'data.title', group: 'workspace' },
];
