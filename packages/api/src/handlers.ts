import type { Handlers } from '@platform/api-contract/router';
import type { Contexts } from './http/contexts.ts';
import { createAccountHandlers } from './modules/account/account.handlers.ts';
import { createAssistantHandlers } from './modules/assistants/assistants.handlers.ts';
import { createAuditHandlers } from './modules/audit/audit.handlers.ts';
import { createAuthHandlers } from './modules/auth/auth.handlers.ts';
import { createConversationHandlers } from './modules/conversations/conversations.handlers.ts';
import { createDataHandlers } from './modules/data/data.handlers.ts';
import { createInsightHandlers } from './modules/insights/insights.handlers.ts';
import { createKeyHandlers } from './modules/keys/keys.handlers.ts';
import { createKnowledgeHandlers } from './modules/knowledge/knowledge.handlers.ts';
import { createProviderHandlers } from './modules/providers/providers.handlers.ts';
import { createRegistrationHandlers } from './modules/registration/registration.handlers.ts';
import { createSsoHandlers } from './modules/sso/sso.handlers.ts';
import { createSystemHandlers } from './modules/system/system.handlers.ts';
import { createInvitationHandlers } from './modules/team/invitations.handlers.ts';
import { createTeamHandlers } from './modules/team/team.handlers.ts';
import { createVisitorHandlers } from './modules/visitor/visitor.handlers.ts';
import { createWidgetHandlers } from './modules/widgets/widgets.handlers.ts';
import { createWorkspaceHandlers } from './modules/workspaces/workspaces.handlers.ts';
import type { Services } from './services.ts';

/** The whole table the contract asks for. */
export function createHandlers(services: Services): Handlers<Contexts> {
  return {
    auth: createAuthHandlers(services),
    registration: createRegistrationHandlers(services),
    account: createAccountHandlers(services),
    workspaces: createWorkspaceHandlers(services),
    team: createTeamHandlers(services),
    invitations: createInvitationHandlers(services),
    keys: createKeyHandlers(services),
    providers: createProviderHandlers(services),
    sso: createSsoHandlers(services),
    knowledge: createKnowledgeHandlers(services),
    assistants: createAssistantHandlers(services),
    widgets: createWidgetHandlers(services),
    conversations: createConversationHandlers(services),
    visitor: createVisitorHandlers(services),
    insights: createInsightHandlers(services),
    audit: createAuditHandlers(services),
    data: createDataHandlers(services),
    system: createSystemHandlers(services),
  };
}
