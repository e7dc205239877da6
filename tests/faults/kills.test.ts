import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CuttableProxy } from '@platform/realtime/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasServers, openCluster } from './cluster.ts';
import { expectWhole } from './expect-whole.ts';
import { openHarbour, round } from './harbour.ts';
import { untilIdle } from './health.ts';
import { Instance, stablePort } from './instance.ts';
import { questionAbout, type SlowModel, startSlowModel } from './slow-model.ts';

/** Twenty starts of a process; minutes only where a machine has other work. */
const timeoutMs = 20 * 60_000;

let model: SlowModel;
let leaving: (() => unknown)[] = [];

beforeEach(async () => {
  model = await startSlowModel();
  leaving = [() => model.close()];
});
afterEach(async () => {
  for (const leave of leaving.reverse()) await leave();
});

describe('kill -9 in the middle of streamed answers', () => {
  // Twenty in all: of the only process, and of one of two.
  const kills = 15;
  const failovers = 5;

  it(
    `${kills} times, with the embedded defaults`,
    async () => {
      const home = await mkdtemp(path.join(tmpdir(), 'parley-kills-'));
      leaving.push(() => rm(home, { recursive: true, force: true }));
      const instance = new Instance({
        port: await stablePort(),
        dataDir: home,
        variables: { LLM_URL: model.url, LLM_STALL_TIMEOUT_MS: '300000' },
      });
      leaving.push(() => instance.kill());
      await instance.start();
      const { origin } = instance;
      const harbour = await openHarbour({ teamOrigin: origin, visitorOrigin: origin, visitors: 3 });
      leaving.push(() => harbour.leave());

      for (let kill = 0; kill < kills; kill += 1) {
        await round(kill, harbour, model, async (letAnswersGoOn) => {
          if (kill % 2 === 1) {
            // Every other time while answers are being stored and told: one of them has arrived.
            letAnswersGoOn();
            await Promise.race(harbour.visitors.map((visitor) => visitor.untilAnswered()));
          }
          await instance.kill();
          letAnswersGoOn();
          await instance.start();
        });
      }

      for (const visitor of harbour.visitors) {
        expect(visitor.asked).toHaveLength(kills);
        await visitor.untilConnected();
        // Once at least for every answer whose middle it saw; the late one may be told otherwise.
        expect(visitor.connections).toBeGreaterThanOrEqual((kills * 2) / 3);
        await expectWhole(visitor, harbour.team);
      }
    },
    timeoutMs,
  );

  /** Two instances behind one address, which leads to the first. */
  const openPair = async () => {
    const front = await CuttableProxy.to('http://127.0.0.1:1/');
    leaving.push(() => front.close());
    const { origin } = new URL(front.url);
    const cluster = await openCluster({
      PUBLIC_URL: origin,
      LLM_URL: model.url,
      LLM_STALL_TIMEOUT_MS: '300000',
    });
    leaving.push(() => cluster.close());
    const [first, second] = [await cluster.instance(), await cluster.instance()];
    await Promise.all([first.start(), second.start()]);
    front.target = first.origin;
    const harbour = await openHarbour({ teamOrigin: origin, visitorOrigin: origin, visitors: 3 });
    leaving.push(() => harbour.leave());
    return { front, first, second, harbour };
  };

  it.skipIf(!hasServers)(
    `${failovers} times the one of two instances that answers, and the other takes over`,
    async () => {
      const { front, first, second, harbour } = await openPair();
      let [serving, other] = [first, second];
      for (let failover = 0; failover < failovers; failover += 1) {
        let isBack = Promise.resolve();
        await round(failover, harbour, model, async (letAnswersGoOn) => {
          await serving.kill();
          front.target = other.origin;
          letAnswersGoOn();
          isBack = serving.start();
        });
        await isBack;
        [serving, other] = [other, serving];
      }
      for (const visitor of harbour.visitors) {
        expect(visitor.asked).toHaveLength(failovers);
        await expectWhole(visitor, harbour.team);
      }
    },
    timeoutMs,
  );

  it.skipIf(!hasServers)(
    'an instance that only hung, and goes on when the other has answered, adds nothing',
    async () => {
      const { front, first, second, harbour } = await openPair();
      model.hold();
      for (const visitor of harbour.visitors) visitor.ask(questionAbout('sails', 1));
      await Promise.all(harbour.visitors.map((visitor) => visitor.untilInTheMiddle()));
      first.hang();
      leaving.push(() => first.goOn());
      front.target = second.origin;
      front.cut();
      model.release();
      await Promise.all(harbour.visitors.map((visitor) => visitor.untilAnswered()));
      // The rest of the model's answer is still there for it to read and to store.
      first.goOn();
      await untilIdle(first);
      for (const visitor of harbour.visitors) await expectWhole(visitor, harbour.team);
    },
    timeoutMs,
  );
});
