import { createEmbeddedTestDatabase, type TestDatabase } from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attemptRules,
  createAuthenticator,
  createSealer,
  csrfTokenFor,
  deleteExpiredSessions,
  deleteSession,
  hashSessionToken,
  isCsrfToken,
  issueVisitorToken,
  readSealingKeys,
  readVisitorToken,
  register,
  signIn,
} from './index.ts';
import { signToken } from './signed-token.ts';

const secret = 's'.repeat(32);
const ada = {
  name: 'Ada',
  email: 'ada@example.com',
  password: 'correct horse battery',
  workspaceName: 'Engines',
};
let test: TestDatabase;
beforeAll(async () => {
  test = await createEmbeddedTestDatabase();
});
afterAll(() => test.close());

const client = { userAgent: 'test', address: '192.0.2.1' };
const sealer = createSealer(readSealingKeys(undefined, secret));
const services = () => ({ db: test.database, sealer, attempts: attemptRules });
const signUp = () => register(services(), ada, client, { verifyFirst: false });
const actorOf = (token: string) =>
  createAuthenticator({
    db: test.database,
    secret,
    emailVerificationRequired: false,
  }).reload(hashSessionToken(token));

describe('accounts', () => {
  it('founds a workspace, opens a session that names it, and ends it', async () => {
    const made = await signUp();
    const token = made?.token ?? '';
    const actor = await actorOf(token);
    expect(actor).toMatchObject({
      email: ada.email,
      memberships: [{ name: 'Engines', role: 'owner', restriction: null }],
    });
    await deleteSession(test.database, actor?.sessionHash ?? '');
    expect(await actorOf(token)).toBeNull();
  });
  it('[ASVS 2.3.3] refuses a second account for an address and leaves no workspace behind', async () => {
    await expect(signUp()).rejects.toMatchObject({ code: 'CONFLICT' });
    const [{ count } = { count: '' }] = await test.superuser`select count(*) from tenants`;
    expect(Number(count)).toBe(1);
  });
  it('signs in, and refuses a wrong password and an unknown address alike', async () => {
    const made = await signIn(services(), ada, client);
    expect(await actorOf(made.token)).not.toBeNull();
    const wrong = { code: 'WRONG_CREDENTIALS' };
    await expect(
      signIn(services(), { ...ada, password: 'wrong password 1' }, client),
    ).rejects.toMatchObject(wrong);
    await expect(
      signIn(services(), { ...ada, email: 'nobody@example.com' }, client),
    ).rejects.toMatchObject(wrong);
  });
  it('[ASVS 7.3.1] [ASVS 7.3.2] ends a session after thirty days, or fourteen without use', async () => {
    const { token } = await signIn(services(), ada, client);
    const hash = hashSessionToken(token);
    const age = (seen: number, left: number) => test.superuser`
      update auth_sessions set last_seen_at = now() - ${seen}::int * interval '1 day',
        expires_at = now() + ${left}::int * interval '1 day' where token_hash = ${hash}`;
    await age(13, 1);
    expect(await actorOf(token)).not.toBeNull();
    await age(15, 1);
    expect(await actorOf(token)).toBeNull();
    await age(0, -1);
    expect(await actorOf(token)).toBeNull();
    expect(await deleteExpiredSessions(test.database)).toBe(1);
  });
  it('keeps neither the password nor the session secret', async () => {
    const made = await signIn(services(), ada, client);
    const rows = await test.superuser`select * from users, auth_sessions`;
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(ada.password);
    expect(stored).not.toContain(made.token);
    expect(stored).toContain('$argon2id$v=19$m=65536,t=3,p=4$');
  });
});

describe('visitor tokens', () => {
  const visitor = {
    tenantId: newId('tenant'),
    widgetId: newId('widget'),
    visitorId: newId('visitor'),
    proved: false,
  };
  it('come back as who they were given to', () => {
    expect(readVisitorToken(secret, issueVisitorToken(secret, visitor))).toMatchObject(visitor);
  });
  it('[ASVS 9.2.2][ASVS 9.2.4][ASVS 9.1.1] are refused when forged, changed, made for another purpose, or old', () => {
    const token = issueVisitorToken(secret, visitor);
    expect(readVisitorToken('t'.repeat(32), token)).toBeNull();
    expect(readVisitorToken(secret, `${token}x`)).toBeNull();
    expect(readVisitorToken(secret, '')).toBeNull();
    expect(readVisitorToken(secret, 'a.b.c')).toBeNull();
    expect(
      readVisitorToken(secret, signToken(secret, 'other', { ...visitor, issuedAt: Date.now() })),
    ).toBeNull();
    expect(
      readVisitorToken(secret, signToken(secret, 'visitor', { ...visitor, issuedAt: 0 })),
    ).toBeNull();
  });
});

it('binds the CSRF token to its session', () => {
  const token = csrfTokenFor(secret, 'one');
  expect(isCsrfToken(secret, 'one', token)).toBe(true);
  expect(isCsrfToken(secret, 'two', token)).toBe(false);
  expect(isCsrfToken(secret, 'one', '')).toBe(false);
});
