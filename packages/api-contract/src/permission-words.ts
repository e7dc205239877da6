import type { Role, WorkspacePermission } from './permissions.ts';

/** What each permission lets somebody do, as the page of roles and the form of a key say it. [ASVS 8.1.1] */
export const permissionWords: Readonly<Record<WorkspacePermission, string>> = {
  'conversations.read': 'Read conversations',
  'conversations.write': 'Answer, take over, assign and resolve conversations',
  'knowledge.read': 'Read sources and try questions',
  'knowledge.write': 'Add, retry and remove sources',
  'assistants.read': 'See assistants and talk to their drafts',
  'assistants.write': 'Change and publish assistants',
  'widgets.read': 'See widgets and their snippets',
  'widgets.write': 'Change widgets and where they may be',
  'insights.read': 'See figures and costs',
  'workspace.read': 'See the workspace and who belongs to it',
  'workspace.manage': 'Change the workspace and its security policy',
  'members.manage': 'Invite people, change roles and remove members',
  'keys.manage': 'Make and revoke API keys',
  'sso.manage': 'Set up single sign-on',
  'sso.require': 'Make single sign-on mandatory',
  'audit.read': 'Read and export the audit log',
  'data.manage': 'Export and erase data, and set how long it is kept',
  'system.read': 'See the state of the system',
  'ownership.transfer': 'Hand the workspace over',
  'workspace.erase': 'Erase the workspace',
};

/** One sentence for a role, where somebody chooses it. */
export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'Everything, and what cannot be taken back',
  admin: 'Runs the workspace, its team and its keys',
  agent: 'Answers visitors; reads everything else',
  viewer: 'Reads, and changes nothing',
};
