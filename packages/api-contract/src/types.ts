import type { z } from 'zod';
import type * as answers from './answers/answer.schema.ts';
import type * as conversations from './conversations/conversation.schema.ts';
import type * as documents from './knowledge/document.schema.ts';
import type * as realtime from './realtime/messages.schema.ts';

export type AnswerInline = z.output<typeof answers.inline>;
export type AnswerSentence = z.output<typeof answers.sentence>;
export type AnswerBlock = z.output<typeof answers.block>;
export type AnswerTree = z.output<typeof answers.answerTree>;
export type AnswerPart = z.output<typeof answers.answerPart>;
export type AnswerDelta = z.output<typeof answers.answerDelta>;
export type AnswerTrace = z.output<typeof answers.answerTrace>;
export type AnswerOutcome = z.output<typeof answers.answerOutcome>;
export type Placement = z.output<typeof answers.placement>;
export type Citation = z.output<typeof answers.citation>;

export type MessageOutcome = z.output<typeof conversations.messageOutcome>;
export type Message = z.output<typeof conversations.message>;
export type TeamMessage = z.output<typeof conversations.teamMessage>;
export type ConversationState = z.output<typeof conversations.conversationState>;
export type ConversationSummary = z.output<typeof conversations.conversationSummary>;
export type ConversationDetails = z.output<typeof conversations.conversationDetails>;
export type OpenAnswer = z.output<typeof conversations.openAnswer>;
export type SystemNotice = z.output<typeof conversations.systemNotice>;

export type DocumentSummary = z.output<typeof documents.documentSummary>;
export type DocumentReader = z.output<typeof documents.documentReader>;
export type DocumentKind = z.output<typeof documents.documentKind>;
export type DocumentStage = z.output<typeof documents.documentStage>;
export type DocumentState = z.output<typeof documents.documentState>;
export type DocumentFailure = z.output<typeof documents.documentFailure>;
export type FailureCode = z.output<typeof documents.failureCode>;
export type SearchHit = z.output<typeof documents.searchHit>;
export type UploadResult = z.output<typeof documents.uploadResult>;

export type VisitorEvent = z.output<typeof realtime.visitorEvent>;
export type TeamEvent = z.output<typeof realtime.teamEvent>;

export type { ErrorCode } from './errors.ts';
export type { Permission, Role, WorkspacePermission } from './permissions.ts';
export type { AppRouter, ErrorShape } from './router-types.ts';

import type * as assistants from './assistants/assistant.schema.ts';
import type * as auth from './auth/auth.schema.ts';
import type * as insights from './insights/insight.schema.ts';
import type * as system from './system/system.schema.ts';
import type * as visitors from './visitor/visitor.schema.ts';
import type * as widgets from './widgets/widget.schema.ts';
import type * as widgetSettings from './widgets/widget-settings.schema.ts';
import type * as workspaces from './workspaces/workspace.schema.ts';

export type Me = z.output<typeof auth.me>;
export type Membership = z.output<typeof auth.membership>;
export type Assistant = z.output<typeof assistants.assistant>;
export type AssistantSettings = z.output<typeof assistants.assistantSettings>;
export type ModelChoice = z.output<typeof assistants.modelChoice>;
export type Widget = z.output<typeof widgets.widget>;
export type WidgetSettings = z.output<typeof widgetSettings.widgetSettings>;
export type Overview = z.output<typeof insights.overview>;
export type Onboarding = z.output<typeof workspaces.onboarding>;
export type Member = z.output<typeof workspaces.member>;
export type Service = z.output<typeof system.service>;
export type SystemStatus = z.output<typeof system.systemStatus>;
export type VisitorStart = z.output<typeof visitors.startOutput>;
export type VisitorConversation = z.output<typeof visitors.visitorConversation>;
export type VisitorThread = z.output<typeof visitors.visitorThread>;
export type Excerpt = z.output<typeof visitors.excerptOutput>;
