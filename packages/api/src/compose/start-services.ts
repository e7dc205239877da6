import { resolveModels } from '@platform/ai-core';
import { attemptRules } from '@platform/auth';
import { ensureVectorIndex } from '@platform/knowledge';
import { createRelay, revalidationMessage } from '@platform/realtime/server';
import { createAnswerRunner } from '../answering/answer-runner.ts';
import { apology } from '../answering/apology.ts';
import { createModelService } from '../answering/models.ts';
import { createRateLimits } from '../http/rate-limits.ts';
import { createWidgetDirectory } from '../http/widget-directory.ts';
import { createEmbeddingService } from '../knowledge/embedding-service.ts';
import { createKnowledgeService } from '../knowledge/knowledge-service.ts';
import { startIngest } from '../knowledge/start-ingest.ts';
import { createRefusals } from '../modules/audit/refusals.ts';
import { startDataJobs } from '../modules/data/start-data-jobs.ts';
import { createPasswordRule } from '../modules/registration/create-password-rule.ts';
import { registerServices } from '../modules/system/registered-services.ts';
import { createSystemService } from '../modules/system/system-service.ts';
import { createOutsideServices } from '../outside/outside-services.ts';
import { createOutboxSource } from '../realtime/outbox-source.ts';
import type { Services } from '../services.ts';
import type { Closers, Foundation } from './foundation.ts';

export interface StartedServices {
  readonly services: Services;
  readonly relay: ReturnType<typeof createRelay>;
}

/** Starts what works on the foundation, and puts together what handlers may use. */
export async function startServices(
  foundation: Foundation,
  closers: Closers,
  options: {
    /** Multiplies every limit. */
    limitFactor?: number | undefined;
    /** What the gateway of this process carries, where it has one. */
    live(): { sockets: number; topics: number };
  },
): Promise<StartedServices> {
  const { env, logger, clients, db, log, redis, files, mail, secret, sealer } = foundation;
  const { authenticator, origins, alone, serves, progress } = foundation;
  progress('Looking for language models');
  const models = await resolveModels(env);
  const embedding = await createEmbeddingService({
    env,
    logger,
    prepare: async (embedder) => {
      if (serves('worker')) await ensureVectorIndex(clients, embedder);
    },
  });
  closers.push(() => embedding.close());

  const relay = createRelay({ source: createOutboxSource(db, alone), log, logger });
  closers.push(() => relay.stop());
  const ingest = startIngest({
    db,
    log,
    files,
    logger,
    embedding,
    works: serves('worker'),
  });
  closers.push(() => ingest.close());
  const widgets = createWidgetDirectory(db);
  const limits = createRateLimits(redis, options.limitFactor);
  const knowledge = createKnowledgeService({
    db,
    files,
    logger,
    embedder: () => embedding.current(),
    wakeIngest: () => ingest.wake(),
    announce: (tenantId, documentId) => ingest.announce(tenantId, documentId),
  });
  const modelService = createModelService({ db, knowledge, chain: () => models.chain });
  const answers = createAnswerRunner({
    db,
    log,
    logger,
    alone: alone,
    works: serves('api'),
    answer: (tenantId, question, signal) => modelService.answer(tenantId, question, signal),
    apologise: apology,
    wakeRelay: () => relay.wake(),
  });
  closers.push(() => answers.close(Math.min(5_000, env.SHUTDOWN_TIMEOUT_MS / 2)));

  const revalidate = async (key: string) => {
    authenticator.forget(key);
    try {
      await log.publish([revalidationMessage(key)]);
    } catch (error) {
      // A log that was away makes every gateway look at all its sockets again once it is back.
      logger.warn({ err: error }, 'live sockets will be checked when the message log is back');
    }
  };
  const refusals = createRefusals({ db, logger });
  closers.push(() => refusals.close());
  const wakeMail = () => mail.wake();
  const dataJobs = startDataJobs(
    { db, log, files, logger, sealer, answers, revalidate, wakeMail },
    { works: serves('worker'), alone: alone },
  );
  closers.push(() => dataJobs.close());

  const system = createSystemService(
    registerServices({ env, db, log, files, mail, embedding, models: () => models }),
    options.live,
  );
  const services: Services = {
    env,
    logger,
    db,
    log,
    secret,
    authenticator,
    sealer,
    attempts: { maxFailures: attemptRules.maxFailures * (options.limitFactor ?? 1) },
    mail,
    passwords: createPasswordRule(env, logger),
    limits,
    widgets,
    answers,
    knowledge,
    models: modelService,
    system,
    outside: createOutsideServices(env, { db, sealer, publicOrigin: () => origins.public() }),
    publicOrigin: () => origins.public(),
    wakeRelay: () => relay.wake(),
    refusals,
    dataJobs,
    revalidate,
  };
  return { services, relay };
}
