import { account } from './account/account.procedures.ts';
import { assistants } from './assistants/assistants.procedures.ts';
import { audit } from './audit/audit.procedures.ts';
import { auth } from './auth/auth.procedures.ts';
import { conversations } from './conversations/conversations.procedures.ts';
import { data } from './data/data.procedures.ts';
import { insights } from './insights/insights.procedures.ts';
import { keys } from './keys/keys.procedures.ts';
import { knowledge } from './knowledge/knowledge.procedures.ts';
import { route } from './procedure.ts';
import { providers } from './providers/providers.procedures.ts';
import { registration } from './registration/registration.procedures.ts';
import { sso } from './sso/sso.procedures.ts';
import { system } from './system/system.procedures.ts';
import { invitations } from './team/invitations.procedures.ts';
import { team } from './team/team.procedures.ts';
import { visitor } from './visitor/visitor.procedures.ts';
import { widgets } from './widgets/widgets.procedures.ts';
import { workspaces } from './workspaces/workspaces.procedures.ts';

/** WHAT the platform can do. Everything that asks "may they, and how often" reads this table. */
export const contract = {
  auth,
  registration,
  account,
  workspaces,
  team,
  invitations,
  providers,
  sso,
  keys,
  knowledge,
  assistants,
  widgets,
  conversations,
  visitor,
  insights,
  audit,
  data,
  system,
} as const;

/** Routes that cannot be procedures; same meta, same guard. */
export const routes = {
  uploadDocuments: route({
    method: 'POST',
    path: '/upload/documents',
    permission: 'knowledge.write',
    rate: 'upload',
    audit: 'document.uploaded',
  }),
  downloadDocument: route({
    method: 'GET',
    path: '/files/documents/:documentId',
    permission: 'knowledge.read',
    rate: 'read',
  }),
  cspReports: route({
    method: 'POST',
    path: '/csp-reports',
    permission: 'public',
    rate: 'write',
  }),
  /** The audit log as a table; takes the filters of `audit.list`. */
  exportAuditCsv: route({
    method: 'GET',
    path: '/export/audit.csv',
    permission: 'audit.read',
    rate: 'write',
    audit: 'audit.exported',
    stepUp: true,
    personOnly: true,
  }),
  /** The whole audit log with its chain, for whoever verifies it elsewhere. */
  exportAuditJsonLines: route({
    method: 'GET',
    path: '/export/audit.jsonl',
    permission: 'audit.read',
    rate: 'write',
    audit: 'audit.exported',
    stepUp: true,
    personOnly: true,
  }),
  /** An archive of `data.exports`, for whoever asked for it. */
  downloadDataExport: route({
    method: 'GET',
    path: '/export/data/:exportId',
    permission: 'workspace.read',
    rate: 'write',
    audit: 'data.export-downloaded',
    stepUp: true,
    personOnly: true,
  }),
} as const;

export type Contract = typeof contract;
export type Routes = typeof routes;
