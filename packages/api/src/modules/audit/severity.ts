import type { Severity } from '@platform/api-contract/types';

/**
 * What is more than everyday. An action is looked up by its whole name, then by its front up to each
 * dot from the longest on; what stands nowhere is `info`.
 */
const table: Readonly<Record<string, Severity>> = {
  account: 'warning',
  'api-key': 'warning',
  'assistant.removed': 'notice',
  audit: 'notice',
  data: 'notice',
  'data.account-erasure-requested': 'warning',
  'data.retention-changed': 'warning',
  'data.visitor-erased': 'warning',
  'data.visitor-erasure-requested': 'warning',
  'data.visitor-export-requested': 'warning',
  'data.workspace-erased': 'critical',
  'data.workspace-erasure-cancelled': 'critical',
  'data.workspace-erasure-scheduled': 'critical',
  'data.workspace-export-requested': 'critical',
  'document.removed': 'notice',
  invitation: 'notice',
  member: 'warning',
  'member.joined': 'notice',
  'member.left': 'notice',
  ownership: 'critical',
  refused: 'notice',
  'refused.csrf': 'warning',
  'refused.forbidden': 'warning',
  'refused.many': 'warning',
  'refused.rate-limited': 'warning',
  'refused.wrong-code': 'warning',
  'refused.wrong-credentials': 'warning',
  sso: 'critical',
  'user.email-changed': 'warning',
  'user.password-changed': 'warning',
  'user.password-reset': 'warning',
  'user.recovery-codes-renewed': 'warning',
  'user.second-factor-disabled': 'critical',
  'user.second-factor-enabled': 'notice',
  'widget.identity-required': 'warning',
  'widget.identity-secret-added': 'warning',
  'widget.identity-secret-retired': 'warning',
  'widget.removed': 'notice',
  workspace: 'notice',
  'workspace.security-changed': 'critical',
};

export function severityOf(action: string): Severity {
  const parts = action.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const front = parts.slice(0, length).join('.');
    if (Object.hasOwn(table, front)) return table[front] ?? 'info';
  }
  return 'info';
}
