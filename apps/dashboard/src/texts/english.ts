import { apiKeysTexts } from '../features/api-keys/api-keys.texts.ts';
import { assistantsTexts } from '../features/assistants/assistants.texts.ts';
import { auditTexts } from '../features/audit/audit.texts.ts';
import { authTexts } from '../features/auth/auth.texts.ts';
import { dataTexts } from '../features/data/data.texts.ts';
import { inboxTexts } from '../features/inbox/inbox.texts.ts';
import { knowledgeTexts } from '../features/knowledge/knowledge.texts.ts';
import { overviewTexts } from '../features/overview/overview.texts.ts';
import { profileTexts } from '../features/profile/profile.texts.ts';
import { providersTexts } from '../features/providers/providers.texts.ts';
import { registrationTexts } from '../features/registration/registration.texts.ts';
import { securityTexts } from '../features/security/security.texts.ts';
import { settingsTexts } from '../features/settings/settings.texts.ts';
import { ssoTexts } from '../features/sso/sso.texts.ts';
import { systemTexts } from '../features/system/system.texts.ts';
import { teamTexts } from '../features/team/team.texts.ts';
import { widgetsTexts } from '../features/widgets/widgets.texts.ts';
import { shellTexts } from '../shell/shell.texts.ts';
import { commonTexts } from './common.texts.ts';

/** The catalogue: ids to ICU messages. Each feature brings its own; another language mirrors this. */
export const english = {
  ...commonTexts,
  ...shellTexts,
  ...authTexts,
  ...registrationTexts,
  ...profileTexts,
  ...overviewTexts,
  ...inboxTexts,
  ...knowledgeTexts,
  ...assistantsTexts,
  ...widgetsTexts,
  ...systemTexts,
  ...settingsTexts,
  ...teamTexts,
  ...apiKeysTexts,
  ...securityTexts,
  ...providersTexts,
  ...ssoTexts,
  ...auditTexts,
  ...dataTexts,
} as const;

export type TextId = keyof typeof english;
