import { newId } from '@platform/shared/ids';
import { expect, it } from 'vitest';
import type { Actor, UserActor } from './actor.ts';
import type { Authenticator } from './authenticate.ts';
import { rememberActors } from './remember-actors.ts';

const userId = newId('user');
const tenantId = newId('tenant');
const cookie = { sessionToken: 'a secret', bearerToken: undefined };

/** A look-up that tells how often it was made, and waits where it is told to. */
function lookUp(found: () => Actor, gate: Promise<void> = Promise.resolve()) {
  const calls = { count: 0 };
  const authenticator: Authenticator = {
    async authenticate() {
      calls.count += 1;
      const actor = found();
      await gate;
      return actor;
    },
    reload: async () => null,
    reloadSession: async () => null,
    reloadKey: async () => null,
    renew: async () => null,
  };
  return { calls, authenticator };
}

const person = {
  kind: 'user',
  userId,
  name: 'Ada',
  email: 'ada@example.com',
  emailVerified: true,
  sessionHash: 'hash',
  sessionId: newId('session'),
  mfa: 'none',
  steppedUpAt: new Date(),
  memberships: [{ tenantId, name: 'Acme', role: 'owner', restriction: null }],
} as unknown as UserActor;

it('looks a caller up once within some seconds, and again after them', async () => {
  let now = 0;
  const { calls, authenticator } = lookUp(() => person);
  const remembering = rememberActors(authenticator, () => now);
  await remembering.authenticate('session', cookie);
  now = 2_999;
  expect(await remembering.authenticate('workspace.read', cookie)).toBe(person);
  expect(calls.count).toBe(1);
  now = 3_001;
  await remembering.authenticate('session', cookie);
  expect(calls.count).toBe(2);
});

it.each([
  ['the person', (r: ReturnType<typeof rememberActors>) => r.forget(userId)],
  ['their workspace', (r: ReturnType<typeof rememberActors>) => r.forget(tenantId)],
  ['their own change', (r: ReturnType<typeof rememberActors>) => r.forgetCaller(cookie)],
])('[A10] forgets at once what %s changed', async (_name, change) => {
  const { calls, authenticator } = lookUp(() => person);
  const remembering = rememberActors(authenticator);
  await remembering.authenticate('session', cookie);
  change(remembering);
  await remembering.authenticate('session', cookie);
  expect(calls.count).toBe(2);
});

it('[A10] does not keep what was looked up before a change that came meanwhile', async () => {
  const gate = Promise.withResolvers<void>();
  const { calls, authenticator } = lookUp(() => person, gate.promise);
  const remembering = rememberActors(authenticator);
  const early = remembering.authenticate('session', cookie);
  remembering.forget(userId);
  gate.resolve();
  await early;
  await remembering.authenticate('session', cookie);
  expect(calls.count).toBe(2);
});

it('never keeps who was not recognised, nor visitors', async () => {
  const { calls, authenticator } = lookUp(() => ({ kind: 'anonymous' }));
  const remembering = rememberActors(authenticator);
  await remembering.authenticate('session', cookie);
  await remembering.authenticate('session', cookie);
  await remembering.authenticate('visitor', cookie);
  expect(calls.count).toBe(3);
});
