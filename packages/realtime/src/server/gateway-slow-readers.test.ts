import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

import { roomMessage, startGateway } from '../testing/gateway-fixture.ts';
import { WireReader } from '../testing/wire-reader.ts';

const stalledReaders = 500;
const payloadBytes = 32 * 1024;

test('[A46] 500 stalled readers are cut, memory stays bounded, and the others get everything', async () => {
  const fixture = await startGateway({
    limits: { maxBufferedBytes: 4 * payloadBytes },
    authorize: async (_, resource) => ({ topic: `t:${resource}` }),
  });
  const healthy = await WireReader.hello(fixture.url, 'alice');
  await healthy.subscribe({ ref: 1, resource: 'a' });
  const script = fileURLToPath(new URL('../testing/stalled-readers.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [script, fixture.url, 'alice', 'a', String(stalledReaders)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  await once(child.stdout, 'data');
  expect(fixture.gateway.stats().connections).toBe(stalledReaders + 1);

  const beforeBytes = usedBytes();
  let mostBytes = 0;
  let sent = 0;
  // What the kernel takes for a peer that does not read is megabytes and not ours; then we decide.
  while (fixture.gateway.stats().cuts.slow < stalledReaders && sent < 1_000) {
    sent += 1;
    const message = { ...roomMessage('a', `m${sent}`), payload: 'x'.repeat(payloadBytes) };
    await fixture.log.publish([message]);
    await healthy.until(() => healthy.messages.length >= sent);
    if (sent % 10 === 0) mostBytes = Math.max(mostBytes, usedBytes());
  }
  expect(fixture.gateway.stats()).toMatchObject({ connections: 1, cuts: { slow: stalledReaders } });
  // The log and the healthy reader of this process keep what was sent, and the stalled ones share
  // their bytes: five copies with what belongs to them, however many readers there are.
  expect(mostBytes - beforeBytes).toBeLessThan(5 * sent * payloadBytes);

  const gone = once(child, 'exit');
  child.stdin.end();
  await gone;
  healthy.close();
  await fixture.close();
}, 60_000);

/** What this process holds once everything that can be let go is gone. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
