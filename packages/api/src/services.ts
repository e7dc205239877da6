import type { AttemptRules, Authenticator, PasswordRule, Sealer } from '@platform/auth';
import type { Database } from '@platform/db';
import type { MessageLog } from '@platform/realtime/server';
import type { Env } from '@platform/shared/env';
import type { Logger } from '@platform/shared/logger';
import type { AnswerRunner } from './answering/answer-runner.ts';
import type { ModelService } from './answering/models.ts';
import type { RateLimits } from './http/rate-limits.ts';
import type { WidgetDirectory } from './http/widget-directory.ts';
import type { KnowledgeService } from './knowledge/knowledge-service.ts';
import type { MailService } from './mail/start-mail.ts';
import type { Refusals } from './modules/audit/refusals.ts';
import type { DataJobs } from './modules/data/start-data-jobs.ts';
import type { SystemService } from './modules/system/system-service.ts';
import type { OutsideServices } from './outside/outside-services.ts';

/** What handlers may use; put together in `compose.ts` and nowhere else. */
export interface Services {
  readonly env: Env;
  readonly logger: Logger;
  readonly db: Database;
  readonly log: MessageLog;
  /** Signs visitor and CSRF tokens. */
  readonly secret: string;
  readonly authenticator: Authenticator;
  /** Seals what customers entrust to us. */
  readonly sealer: Sealer;
  /** How many wrong passwords and codes are taken. */
  readonly attempts: AttemptRules;
  readonly mail: MailService;
  /** What every way of setting a password asks. */
  readonly passwords: PasswordRule;
  readonly limits: RateLimits;
  readonly widgets: WidgetDirectory;
  readonly answers: AnswerRunner;
  readonly knowledge: KnowledgeService;
  readonly models: ModelService;
  readonly system: SystemService;
  readonly outside: OutsideServices;
  /** Writes down what was refused. */
  readonly refusals: Refusals;
  readonly dataJobs: Omit<DataJobs, 'close'>;
  /** The origin under which browsers reach us, for snippets and links. */
  publicOrigin(): string;
  /** Tells the relay that a commit wrote to the outbox. */
  wakeRelay(): void;
  /** Re-checks the live sockets of a user, visitor or workspace, on every instance. */
  revalidate(key: string): Promise<void>;
}
