import type { Severity } from '@platform/api-contract/types';

/**
 * What is more than everyday. An action is looked up by its whole name, then by its front up to each
 * dot from the longest on; what stands nowhere is `info`.
 */
const table: Readonly<Record<string, Severity>> = {
  refused: 'notice',
  'refused.csrf': 'warning',
  'refused.forbidden': 'warning',
  'refused.rate-limited': 'warning',
  'refused.wrong-credentials': 'warning',
  'refused.wrong-code': 'warning',
  'refused.account-locked': 'critical',
  account: 'notice',
  'account.locked': 'critical',
  'audit.exported': 'notice',
  data: 'notice',
  'data.workspace-export-requested': 'critical',
  'data.retention-changed': 'warning',
  'data.visitor-erasure-requested': 'warning',
  'data.visitor-erased': 'warning',
  'data.account-erased': 'warning',
  'data.workspace-erasure-scheduled': 'critical',
  'data.workspace-erasure-cancelled': 'critical',
  'data.workspace-erased': 'critical',
  'api-key': 'warning',
  key: 'warning',
  invitation: 'notice',
  member: 'warning',
  membership: 'warning',
  mfa: 'warning',
  password: 'warning',
  ownership: 'critical',
  sso: 'critical',
  security: 'warning',
  'user.second-factor-enabled': 'notice',
  'user.second-factor-disabled': 'warning',
  'user.recovery-codes-renewed': 'notice',
  workspace: 'notice',
  'workspace.security-changed': 'critical',
  'workspace.ownership-transferred': 'critical',
  'widget.removed': 'notice',
  'assistant.removed': 'notice',
  'document.removed': 'notice',
};

export function severityOf(action: string): Severity {
  const parts = action.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const front = parts.slice(0, length).join('.');
    if (Object.hasOwn(table, front)) return table[front] ?? 'info';
  }
  return 'info';
}
