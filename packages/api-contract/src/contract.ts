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
import { system } from './system/system.procedures.ts';
import { invitations } from './team/invitations.procedures.ts';
import { team } from './team/team.procedures.ts';
import { visitor } from './visitor/visitor.procedures.ts';
import { widgets } from './widgets/widgets.procedures.ts';
import { workspaces } from './workspaces/workspaces.procedures.ts';

/** WHAT the platform can do. Everything that asks "may they, and how often" reads this table. */
export const contract = {
  auth,
  account,
  workspaces,
  team,
  invitations,
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
} as const;

export type Contract = typeof contract;
export type Routes = typeof routes;
