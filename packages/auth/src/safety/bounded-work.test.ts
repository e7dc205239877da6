import { expect, it } from 'vitest';
import { createBoundedWork } from './bounded-work.ts';

function gates(count: number) {
  return Array.from({ length: count }, () => Promise.withResolvers<void>());
}

it('runs a few at once, the rest in their order', async () => {
  const work = createBoundedWork({ atOnce: 2, waiting: 10, waitMs: 60_000 });
  const doors = gates(4);
  const begun: number[] = [];
  const all = doors.map((door, index) =>
    work.run(() => {
      begun.push(index);
      return door.promise;
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  expect(work.stats()).toMatchObject({ running: 2, waiting: 2 });
  doors[1]?.resolve();
  await all[1];
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2]);
  for (const door of doors) door.resolve();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3]);
  expect(work.stats()).toMatchObject({ running: 0, waiting: 0 });
});

it('gives the turn on when the work fails', async () => {
  const work = createBoundedWork({ atOnce: 1, waiting: 1, waitMs: 60_000 });
  const first = work.run(() => Promise.reject(new Error('broken')));
  const second = work.run(async () => 'done');
  await expect(first).rejects.toThrow('broken');
  expect(await second).toBe('done');
});

it('[ASVS 15.2.2] refuses who finds the queue full, and who waited too long, with a time to try again', async () => {
  const work = createBoundedWork({ atOnce: 1, waiting: 1, waitMs: 20 });
  const [door] = gates(1);
  const first = work.run(() => door?.promise ?? Promise.resolve());
  const second = work.run(async () => 'too late');
  await expect(work.run(async () => 'never')).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    retryAfterMs: 10,
  });
  await expect(second).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect(work.stats()).toMatchObject({ running: 1, waiting: 0 });
  door?.resolve();
  await first;
});
