import type { ResolvedModels } from '@platform/ai-core';
import type { Database } from '@platform/db';
import type { FileStore } from '@platform/knowledge';
import type { MessageLog } from '@platform/realtime/server';
import type { Env } from '@platform/shared/env';
import type { EmbeddingService } from '../../knowledge/embedding-service.ts';
import type { MailService } from '../../mail/start-mail.ts';
import type { RegisteredService } from './system-service.ts';

/** Every need of the platform with what meets it here, for the start list and the System page. */
export function registerServices(of: {
  env: Env;
  db: Database;
  log: MessageLog;
  files: FileStore;
  mail: MailService;
  embedding: EmbeddingService;
  models(): ResolvedModels;
}): RegisteredService[] {
  const { env, db, log, files, mail, embedding } = of;
  return [
    {
      need: 'Database',
      variable: 'DATABASE_URL',
      async probe() {
        await db.ping();
        return db.kind === 'embedded'
          ? { resolved: 'PGlite, embedded', detail: `under ${env.DATA_DIR}`, state: 'ok' }
          : { resolved: 'PostgreSQL', detail: hostOf(env.DATABASE_URL), state: 'ok' };
      },
    },
    {
      need: 'Message log and limits',
      variable: 'REDIS_URL',
      probe: async () => ({
        resolved: env.REDIS_URL === undefined ? 'memory of this process' : 'Redis Streams',
        detail: hostOf(env.REDIS_URL),
        state: log.isUp() ? 'ok' : 'down',
      }),
    },
    {
      need: 'Files',
      variable: 'S3_ENDPOINT',
      async probe() {
        await files.check();
        return {
          resolved: env.S3_ENDPOINT === undefined ? 'local directory' : 'S3',
          detail: files.description,
          state: 'ok',
        };
      },
    },
    { need: 'Mail', variable: 'SMTP_URL', probe: () => mail.status() },
    { need: 'Embeddings', variable: 'EMBEDDINGS', probe: async () => embedding.status() },
    {
      need: 'Language model',
      variable: 'OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_API_KEY, LLM_URL',
      probe: async () => {
        const { chain, summary } = of.models();
        return {
          resolved: chain === null ? 'extractive answerer' : (chain.models[0]?.model ?? ''),
          detail: summary,
          state: 'ok',
        };
      },
    },
  ];
}

/** A URL's host, never its user or password. */
function hostOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).host;
}
