import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, hasServers, openCluster } from './cluster.ts';
import { expectWhole } from './expect-whole.ts';
import { type Harbour, openHarbour, round } from './harbour.ts';
import { untilReady, untilUnready } from './health.ts';
import type { Instance } from './instance.ts';
import { type SlowModel, startSlowModel } from './slow-model.ts';

const timeoutMs = 10 * 60_000;
const shutdownTimeoutMs = 8_000;

describe.skipIf(!hasServers)('Redis is cut in the middle of streamed answers', () => {
  let model: SlowModel;
  let cluster: Cluster;
  let instances: readonly [Instance, Instance];
  let harbour: Harbour;
  let leaving: (() => unknown)[] = [];

  beforeEach(async () => {
    leaving = [];
    model = await startSlowModel();
    leaving.push(() => model.close());
    cluster = await openCluster({
      LLM_URL: model.url,
      LLM_STALL_TIMEOUT_MS: '300000',
      SHUTDOWN_TIMEOUT_MS: String(shutdownTimeoutMs),
    });
    leaving.push(() => cluster.close());
    instances = [await cluster.instance(), await cluster.instance()];
    await Promise.all(instances.map((instance) => instance.start()));
    const [first, second] = instances;
    harbour = await openHarbour({
      teamOrigin: second.origin,
      visitorOrigin: first.origin,
      visitors: 3,
    });
    leaving.push(() => harbour.leave());
  }, timeoutMs);
  afterEach(async () => {
    for (const leave of leaving.reverse()) await leave();
  });

  const cuts = [
    { how: 'kill', cut: () => cluster.redis.kill(), mend: () => cluster.redis.start() },
    {
      how: 'hang',
      cut: async () => cluster.redis.pause(),
      mend: async () => cluster.redis.resume(),
    },
  ] as const;
  const times = 5;

  it(
    `[ASVS 16.5.2][A56] ${times} times: nothing is lost or told twice, and everybody is back`,
    async () => {
      for (let time = 0; time < times; time += 1) {
        const { cut, mend } = cuts[time % cuts.length] ?? cuts[0];
        await round(time, harbour, model, async (letAnswersGoOn) => {
          await cut();
          // Restarting a process would not mend Redis, so it says that it lives, and is not ready.
          for (const instance of instances) await untilUnready(instance);
          // Half of the rounds finish their answers while nobody can be told.
          if (time % 2 === 0) letAnswersGoOn();
          await mend();
          for (const instance of instances) await untilReady(instance);
          letAnswersGoOn();
        });
      }
      for (const visitor of harbour.visitors) {
        expect(visitor.asked).toHaveLength(times);
        await expectWhole(visitor, harbour.team);
      }
    },
    timeoutMs,
  );

  it.each(cuts)(
    '[A59] SIGTERM while it is down ($how) ends by the deadline, and owes nothing',
    async ({ cut, mend }) => {
      const [first] = instances;
      await round(0, harbour, model, async (letAnswersGoOn) => {
        await cut();
        const { code, tookMs } = await first.stop();
        expect(tookMs).toBeLessThan(shutdownTimeoutMs + startOfAnExitMs);
        expect(code).toBe(0);
        await mend();
        letAnswersGoOn();
        await first.start();
      });
      for (const visitor of harbour.visitors) await expectWhole(visitor, harbour.team);
    },
    timeoutMs,
  );
});

/** From the signal to the deadline's own clock, on a busy machine. */
const startOfAnExitMs = 2_000;
