export const settingsTexts = {
  'settings.pages': 'Settings',
  'settings.general': 'General',
  'settings.groupYou': 'You',
  'settings.groupWorkspace': 'Workspace',
  'settings.workspace': 'Workspace',
  'settings.workspaceHint':
    'Visitors read its name where answers say which documents they come from.',
  'settings.workspaceName': 'Name',
  'settings.workspaceSaved': 'Workspace saved',
  'settings.workspaceId': 'Id',
  'settings.copyId': 'Copy the id of the workspace',
  'settings.created': 'Created',
  'settings.required': 'This must not be empty.',
  'settings.readOnly': 'An owner or admin can change it.',
  'settings.undoFailed': 'It could not be undone',
  'settings.appearance': 'Appearance',
  'settings.appearanceHint': 'Kept in this browser, for you alone.',
} as const;
