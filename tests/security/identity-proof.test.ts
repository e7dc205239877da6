import { createHmac } from 'node:crypto';
import {
  customerOrigin,
  startTestPlatform,
  type TestMember,
  type TestPlatform,
} from '@platform/api/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let test: TestPlatform;
let owner: TestMember;
let widgetId: string;
let secret: string;
beforeAll(async () => {
  test = await startTestPlatform();
  owner = await test.signUp();
  widgetId = await test.createWidget(owner);
  ({ secret } = await owner.api.widgets.addIdentitySecret.mutate({ widgetId }));
}, 120_000);
afterAll(() => test.close());

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

/** A JWT as a customer's server makes it, by hand: what is checked is the wire, not a library. */
function sign(payload: object, key = secret, header: object = { alg: 'HS256', typ: 'JWT' }) {
  const body = `${encode(header)}.${encode(payload)}`;
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
}
const proofOf = (sub: string) =>
  sign({ sub, exp: inSeconds(300), name: 'Grace', email: `${sub}@example.com` });

const visitorApi = (token?: string) =>
  test.anonymous({
    origin: customerOrigin,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  });
const start = (input: { identityToken?: string; token?: string } = {}) => {
  const { identityToken, ...rest } = input;
  const person = identityToken === undefined ? {} : { person: { token: identityToken } };
  return visitorApi().visitor.start.mutate({ widgetId, ...person, ...rest });
};
const say = (token: string, text: string) =>
  visitorApi(token).visitor.send.mutate({ clientId: `client-${text}`, text });
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'let in',
    (error: { data?: { error?: string } }) => error.data?.error,
  );

describe('[A38] proof of identity', () => {
  it('makes one visitor of all browsers that bring it, and takes along what was said before', async () => {
    const anonymous = await start();
    const { conversation } = await say(anonymous.token, 'before I signed in');
    const known = await start({ token: anonymous.token, identityToken: proofOf('u1') });
    const elsewhere = await start({ identityToken: proofOf('u1') });
    expect(elsewhere.visitorId).toBe(known.visitorId);
    const history = await visitorApi(elsewhere.token).visitor.history.query();
    expect(history.conversations.map((each) => each.id)).toEqual([conversation.id]);
    // The anonymous visitor is gone, and their token opens nothing.
    const old = await visitorApi(anonymous.token).visitor.history.query();
    expect(old.conversations).toEqual([]);
  });

  it('keeps two people apart, and the next person at the same computer', async () => {
    const one = await start({ identityToken: proofOf('u2') });
    const { conversation } = await say(one.token, 'mine alone');
    const two = await start({ token: one.token, identityToken: proofOf('u3') });
    const nobody = await start({ token: one.token });
    for (const { token, visitorId } of [two, nobody]) {
      expect(visitorId).not.toBe(one.visitorId);
      const reading = visitorApi(token).visitor.thread.query({ conversationId: conversation.id });
      expect(await refusal(reading)).toBe('NOT_FOUND');
    }
  });

  it('is not overwritten by what a page says', async () => {
    const known = await start({ identityToken: proofOf('u4') });
    await visitorApi(known.token).visitor.identify.mutate({ name: 'Mallory' });
    const { conversation } = await say(known.token, 'who am I');
    const seen = await owner.api.conversations.get.query({ conversationId: conversation.id });
    expect(seen.visitor).toMatchObject({ name: 'Grace', verified: true });
  });

  it('[ASVS 9.1.1][ASVS 9.1.2][ASVS 9.2.1][ASVS 9.2.3] is refused when forged, changed, old, too long, or for another widget', async () => {
    const good = { sub: 'u5', exp: inSeconds(300) };
    const [, body = ''] = sign(good).split('.');
    const forged = [
      sign(good, 'x'.repeat(32)),
      `${encode({ alg: 'none' })}.${body}.`,
      sign(good, secret, { alg: 'none' }),
      sign(good, secret, { alg: 'HS512' }),
      `${sign({ sub: 'u6', exp: inSeconds(300) })
        .split('.')
        .with(1, body)
        .join('.')}`,
      sign({ sub: 'u5', exp: inSeconds(-3600) }),
      sign({ sub: 'u5' }),
      sign({ exp: inSeconds(300) }),
      sign({ sub: { $ne: null }, exp: inSeconds(300) }),
      sign({ sub: 'u5', exp: inSeconds(86_400) }),
      sign({ ...good, nbf: inSeconds(3600) }),
      sign({ ...good, aud: 'wgt_00000000000000000000000000' }),
      'not a token',
      '',
    ];
    for (const identityToken of forged) {
      expect(await refusal(start({ identityToken })), identityToken).toBe('IDENTITY_INVALID');
    }
  });

  it("[ASVS 9.1.3] is refused when another workspace's secret signed it", async () => {
    const stranger = await test.signUp('Elsewhere');
    const theirs = await test.createWidget(stranger);
    const made = await stranger.api.widgets.addIdentitySecret.mutate({ widgetId: theirs });
    const token = sign({ sub: 'u1', exp: inSeconds(300) }, made.secret);
    expect(await refusal(start({ identityToken: token }))).toBe('IDENTITY_INVALID');
  });

  it('has secrets that are shown once, overlap, and end when they are retired', async () => {
    const id = await test.createWidget(owner);
    const first = await owner.api.widgets.addIdentitySecret.mutate({ widgetId: id });
    const second = await owner.api.widgets.addIdentitySecret.mutate({ widgetId: id });
    const read = JSON.stringify(await owner.api.widgets.get.query({ widgetId: id }));
    expect(read).not.toContain(first.secret);
    const [row] = await test.platform.services.db.system((tx) =>
      tx.execute('select array_agg(identity_secrets::text) as all from widgets'),
    );
    expect(JSON.stringify(row)).not.toContain(first.secret.slice(4));
    const enter = (key: string) =>
      refusal(
        visitorApi().visitor.start.mutate({
          widgetId: id,
          person: { token: sign({ sub: 'u7', exp: inSeconds(300) }, key) },
        }),
      );
    expect([await enter(first.secret), await enter(second.secret)]).toEqual(['let in', 'let in']);
    await owner.api.widgets.retireIdentitySecret.mutate({ widgetId: id });
    expect([await enter(first.secret), await enter(second.secret)]).toEqual([
      'IDENTITY_INVALID',
      'let in',
    ]);
  });

  it('once it is asked for, lets nobody in without it, nor any token from before', async () => {
    const id = await test.createWidget(owner);
    const enter = (input: object) => visitorApi().visitor.start.mutate({ widgetId: id, ...input });
    expect(
      await refusal(owner.api.widgets.requireIdentity.mutate({ widgetId: id, required: true })),
    ).toBe('CONFLICT');
    const made = await owner.api.widgets.addIdentitySecret.mutate({ widgetId: id });
    const anonymous = await enter({});
    await owner.api.widgets.requireIdentity.mutate({ widgetId: id, required: true });
    expect(await refusal(enter({}))).toBe('IDENTITY_REQUIRED');
    expect(await refusal(enter({ token: anonymous.token }))).toBe('IDENTITY_REQUIRED');
    expect(await refusal(say(anonymous.token, 'let me in'))).toBe('IDENTITY_REQUIRED');
    const identityToken = sign({ sub: 'u8', exp: inSeconds(300) }, made.secret);
    const known = await enter({ person: { token: identityToken } });
    expect(await refusal(say(known.token, 'thank you'))).toBe('let in');
  });
});
