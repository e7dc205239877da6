import { createEmbeddedTestDatabase, type TestDatabase } from '@platform/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Admission,
  admitAttempt,
  attemptKey,
  attemptRules,
  claimRarely,
  deleteOldAttempts,
  forgetAttempts,
} from './attempts.queries.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createEmbeddedTestDatabase();
});
afterAll(() => test.close());

const admit = (key: string) =>
  test.database.identity(null, (tx) => admitAttempt(tx, key, attemptRules));
const lockSeconds = (admission: Admission): number =>
  Math.round(((admission.lockedUntil?.getTime() ?? 0) - Date.now()) / 1_000);
/** As if this much time had gone by since everything that was counted. */
const letTimePass = (key: string, minutes: number) =>
  test.superuser`update attempt_counters set
    window_started_at = window_started_at - ${minutes} * interval '1 minute',
    updated_at = updated_at - ${minutes} * interval '1 minute',
    locked_until = locked_until - ${minutes} * interval '1 minute' where key = ${key}`;

async function fail(key: string, times: number): Promise<Admission> {
  let last: Admission = { admitted: false, lockedUntil: new Date() };
  for (let time = 0; time < times; time += 1) last = await admit(key);
  return last;
}

describe('counted attempts', () => {
  it('[ASVS 6.3.1][ASVS 6.6.3][A26] of fifty at once exactly five are admitted', async () => {
    const key = attemptKey('burst');
    const admissions = await Promise.all(Array.from({ length: 50 }, () => admit(key)));
    expect(admissions.filter(({ admitted }) => admitted)).toHaveLength(5);
  });

  it('the fifth sets a lock of a minute, and each lock lasts twice as long as the one before', async () => {
    const key = attemptKey('delays');
    expect(await fail(key, 4)).toMatchObject({ admitted: true, lockedUntil: null });
    const seen: number[] = [];
    for (const minutes of [2, 3, 5, 9, 17, 33, 61, 61]) {
      const fifth = await fail(key, seen.length === 0 ? 1 : 5);
      expect(fifth.admitted).toBe(true);
      seen.push(Math.round(lockSeconds(fifth) / 60));
      expect((await admit(key)).admitted).toBe(false);
      await letTimePass(key, minutes);
    }
    expect(seen).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('what failed more than fifteen minutes ago counts no more', async () => {
    const key = attemptKey('window');
    await fail(key, 4);
    await letTimePass(key, 16);
    expect(await fail(key, 4)).toMatchObject({ admitted: true, lockedUntil: null });
    expect((await admit(key)).lockedUntil).not.toBeNull();
  });

  it('a quiet day makes the next lock short again', async () => {
    const key = attemptKey('quiet');
    await fail(key, 5);
    await letTimePass(key, 2);
    await fail(key, 5);
    await letTimePass(key, 25 * 60);
    expect(lockSeconds(await fail(key, 5))).toBeLessThanOrEqual(60);
  });

  it('a right proof takes all of it back', async () => {
    const key = attemptKey('right');
    await fail(key, 5);
    await test.database.identity(null, (tx) => forgetAttempts(tx, [key]));
    expect(await fail(key, 4)).toMatchObject({ admitted: true, lockedUntil: null });
  });

  it('counters of two days ago are removed, younger ones stay', async () => {
    const [old, young] = [attemptKey('old'), attemptKey('young')];
    await fail(old, 1);
    await letTimePass(old, 49 * 60);
    await fail(young, 5);
    expect(await deleteOldAttempts(test.database)).toBe(1);
    expect((await admit(young)).admitted).toBe(false);
  });

  it('a notice is claimed once in its time', async () => {
    const key = attemptKey('mail');
    const claim = () => test.database.identity(null, (tx) => claimRarely(tx, key, 12));
    expect(await Promise.all([claim(), claim(), claim()])).toEqual([true, false, false]);
    await letTimePass(key, 13 * 60);
    expect(await claim()).toBe(true);
  });
});
