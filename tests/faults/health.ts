import { until } from '@platform/api/testing';
import { expect } from 'vitest';
import type { Instance } from './instance.ts';
import { patienceMs } from './waiting.ts';

/** Until `/readyz` is refused with a reason, while `/livez` holds. */
export async function untilUnready(instance: Instance): Promise<void> {
  await until(
    () => statusOf(instance, '/readyz'),
    (status) => status === 503,
    patienceMs,
  );
  expect(await statusOf(instance, '/livez')).toBe(200);
}

export async function untilReady(instance: Instance): Promise<void> {
  await until(
    () => statusOf(instance, '/readyz'),
    (status) => status === 200,
    patienceMs,
  );
}

/** Until no answer is being written there any more. */
export async function untilIdle(instance: Instance): Promise<void> {
  await until(
    async () => {
      const response = await fetch(`${instance.origin}/metrics`);
      return /^answers_running (\d+)$/m.exec(await response.text())?.[1];
    },
    (running) => running === '0',
    patienceMs,
  );
}

async function statusOf(instance: Instance, path: string): Promise<number> {
  const response = await fetch(`${instance.origin}${path}`);
  await response.arrayBuffer();
  return response.status;
}
