import type { Arrival, ProviderId } from '@platform/api-contract/types';
import { createAccount } from '@platform/auth';
import { accounts, auditLogs, users } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestMember, type TestPlatform } from '../../testing/index.ts';
import { openTestBrowser, type TestBrowser } from '../../testing/test-browser.ts';
import {
  startVendorServer,
  type VendorPerson,
  type VendorServer,
} from '../../testing/vendor-server.ts';

const directory = '11111111-2222-4333-8444-555555555555';
const vendors: readonly ProviderId[] = ['google', 'microsoft', 'github'];
let vendor: VendorServer;
let test: TestPlatform;

beforeAll(async () => {
  vendor = await startVendorServer();
  test = await startTestPlatform('embedded', {
    GOOGLE_CLIENT_ID: 'google-client',
    GOOGLE_CLIENT_SECRET: 'google-secret',
    GOOGLE_SIGN_IN_URL: vendor.googleUrl,
    MICROSOFT_CLIENT_ID: 'microsoft-client',
    MICROSOFT_CLIENT_SECRET: 'microsoft-secret',
    MICROSOFT_SIGN_IN_URL: vendor.microsoftUrl,
    GITHUB_CLIENT_ID: 'github-client',
    GITHUB_CLIENT_SECRET: 'github-secret',
    GITHUB_SIGN_IN_URL: vendor.githubUrl,
  });
}, 60_000);
afterAll(async () => {
  await test.close();
  await vendor.close();
});
afterEach(() => vendor.spoil({}));

/** The same person as each vendor would tell of them. */
function personAt(provider: ProviderId, email: string, proved = true): VendorPerson {
  const subject = email;
  if (provider === 'google') {
    return { claims: { sub: subject, email, email_verified: proved, name: 'Grace Example' } };
  }
  if (provider === 'microsoft') {
    return { claims: { sub: subject, email, xms_edov: proved, name: 'Grace Example' } };
  }
  const id = [...email].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_007,
    7,
  );
  return {
    user: { id, login: 'grace', name: 'Grace Example', email: null },
    emails: [
      { email: `other-${email}`, primary: false, verified: true, visibility: null },
      { email, primary: true, verified: proved, visibility: 'private' },
    ],
  };
}

const browser = () => openTestBrowser(test.origin);
const newEmail = () => `${newId('user')}@example.com`;

async function signIn(
  provider: ProviderId,
  person: VendorPerson,
  at: TestBrowser = browser(),
): Promise<Arrival> {
  const { url } = await at.api.providers.start.mutate({ provider });
  return at.api.providers.finish.mutate({ query: vendor.authorize(url, person) });
}

const db = () => test.platform.services.db;
const prove = (userId: string) =>
  db().identity(null, (tx) =>
    tx.update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, userId)),
  );
const linkedTo = (userId: string) =>
  db().identity(null, (tx) => tx.select().from(accounts).where(eq(accounts.userId, userId)));
const conflict = (words: RegExp) => ({
  data: expect.objectContaining({ error: 'CONFLICT' }),
  message: expect.stringMatching(words),
});

describe.each(vendors)('%s', (provider) => {
  it('ok: makes an account with a workspace, and finds it again', async () => {
    const email = newEmail();
    const first = await signIn(provider, personAt(provider, email));
    expect(first).toMatchObject({
      outcome: 'signed-in',
      me: {
        user: { email, emailVerified: true, name: 'Grace Example' },
        memberships: [{ role: 'owner' }],
      },
    });
    const again = browser();
    const second = await signIn(provider, personAt(provider, email), again);
    const ids = [first, second].map((each) => each.outcome === 'signed-in' && each.me.user?.id);
    expect(ids[0]).toBe(ids[1]);
    await again.refresh();
    const { assistants } = await again.api.assistants.list.query();
    expect(assistants).toHaveLength(1);
    const { linked, hasPassword } = await again.api.providers.linked.query();
    expect({ linked, hasPassword }).toMatchObject({
      hasPassword: false,
      linked: [{ provider, label: email }],
    });
  });
  it('ok: links to the account that has proved the same address', async () => {
    const member = await test.signUp();
    await prove(member.userId);
    const came = await signIn(provider, personAt(provider, member.email.toUpperCase()));
    expect(came).toMatchObject({ me: { user: { id: member.userId } } });
    expect(await linkedTo(member.userId)).toHaveLength(1);
  });
  it('[A22] an address that the provider has not proved links nothing and makes nothing, known or not', async () => {
    const member = await test.signUp();
    await prove(member.userId);
    const messages: string[] = [];
    for (const email of [member.email, newEmail()]) {
      await signIn(provider, personAt(provider, email, false)).catch((error: Error) =>
        messages.push(error.message),
      );
    }
    expect(messages[0]).toMatch(/does not say that your address is confirmed/);
    // A stranger learns nothing about who has an account.
    expect(messages[1]).toBe(messages[0]);
    expect(await linkedTo(member.userId)).toEqual([]);
  });
  it('[A22] an address that was not proved here links nothing', async () => {
    const member = await test.signUp();
    await expect(signIn(provider, personAt(provider, member.email))).rejects.toMatchObject(
      conflict(/has not confirmed its address/),
    );
    expect(await linkedTo(member.userId)).toEqual([]);
  });
  it('[ASVS 10.1.1][ASVS 10.2.1] sends a code challenge, and a secret only to the token endpoint', async () => {
    const at = browser();
    const { url } = await at.api.providers.start.mutate({ provider });
    const asked = new URL(url).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('redirect_uri')).toBe(`${test.origin}/app/sign-in/return`);
    expect(url).not.toContain(`${provider}-secret`);
    await at.api.providers.finish.mutate({
      query: vendor.authorize(url, personAt(provider, newEmail())),
    });
    const { body } = vendor.tokenRequests.at(-1) ?? { body: new URLSearchParams() };
    expect(body.get('code_verifier')).toMatch(/^[\w-]{43,}$/);
    expect(body.get('client_secret')).toBe(`${provider}-secret`);
    expect(url).not.toContain(body.get('code_verifier'));
  });
});

describe('an answer that is not for this browser', () => {
  it('[ASVS 10.1.2][ASVS 7.6.2][A23] is refused without the cookie, with another browser’s, and with another state', async () => {
    const person = personAt('google', newEmail());
    const [attacker, victim] = [browser(), browser()];
    const { url } = await attacker.api.providers.start.mutate({ provider: 'google' });
    const query = vendor.authorize(url, person);
    await expect(victim.api.providers.finish.mutate({ query })).rejects.toMatchObject(
      conflict(/another browser/),
    );
    await victim.api.providers.start.mutate({ provider: 'google' });
    await expect(victim.api.providers.finish.mutate({ query })).rejects.toMatchObject(
      conflict(/could not be trusted/),
    );
    expect((await victim.api.auth.me.query()).user).toBeNull();
    const changed = query.replace(/state=[^&]+/, 'state=x');
    await expect(attacker.api.providers.finish.mutate({ query: changed })).rejects.toMatchObject(
      conflict(/could not be trusted/),
    );
  });
  it('[A23] is refused the second time, with the cookie gone and with the cookie put back', async () => {
    const at = browser();
    const { url } = await at.api.providers.start.mutate({ provider: 'google' });
    const kept = new Map(at.cookies);
    const query = vendor.authorize(url, personAt('google', newEmail()));
    await at.api.providers.finish.mutate({ query });
    await expect(at.api.providers.finish.mutate({ query })).rejects.toMatchObject(
      conflict(/used before/),
    );
    for (const [name, value] of kept) at.cookies.set(name, value);
    await expect(at.api.providers.finish.mutate({ query })).rejects.toMatchObject(
      conflict(/could not be trusted/),
    );
  });
  it('[A23] is refused from a page that is not ours, which can start nothing either', async () => {
    const foreign = openTestBrowser(test.origin, 'https://evil.example');
    const csrf = { data: expect.objectContaining({ error: 'CSRF' }) };
    await expect(foreign.api.providers.start.mutate({ provider: 'google' })).rejects.toMatchObject(
      csrf,
    );
    await expect(
      foreign.api.providers.finish.mutate({ query: 'code=x&state=y' }),
    ).rejects.toMatchObject(csrf);
  });
  it('is refused when the cookie was changed or made up', async () => {
    const at = browser();
    const { url } = await at.api.providers.start.mutate({ provider: 'google' });
    const query = vendor.authorize(url, personAt('google', newEmail()));
    const [name = '', value = ''] =
      [...at.cookies].find(([each]) => each.endsWith('_sign_in')) ?? [];
    const changed = value.replace(/.(?=.{9}$)/, (sign) => (sign === 'A' ? 'B' : 'A'));
    for (const wrong of [changed, 'x', 'local.a.b.c']) {
      at.cookies.set(name, wrong);
      await expect(at.api.providers.finish.mutate({ query })).rejects.toMatchObject(
        conflict(/Start again/),
      );
    }
  });
});

describe('an id token', () => {
  const lies: [string, Parameters<VendorServer['spoil']>[0]][] = [
    ['another nonce', { claims: (claims) => ({ ...claims, nonce: 'x' }) }],
    ['no nonce', { claims: ({ nonce: _nonce, ...claims }) => claims }],
    ['another audience', { claims: (claims) => ({ ...claims, aud: 'another-client' }) }],
    ['another issuer', { claims: (claims) => ({ ...claims, iss: 'https://evil.example' }) }],
    [
      'its time over',
      {
        claims: (claims) => ({
          ...claims,
          exp: Number(claims.iat) - 3_600,
          iat: Number(claims.iat) - 7_200,
        }),
      },
    ],
    ['a foreign signature', { foreignKey: true }],
    ['no signature', { alg: 'none' }],
  ];
  it.each(lies)(
    '[ASVS 6.8.2][ASVS 10.2.2][ASVS 10.5.1][ASVS 10.5.4][ASVS 9.1.2] with %s signs nobody in',
    async (_name, lie) => {
      for (const provider of ['google', 'microsoft'] as const) {
        vendor.spoil(lie);
        const at = browser();
        await expect(signIn(provider, personAt(provider, newEmail()), at)).rejects.toMatchObject(
          conflict(/could not be trusted/),
        );
        expect((await at.api.auth.me.query()).user).toBeNull();
      }
    },
  );
  it('of one Microsoft directory does not speak for another', async () => {
    const other = '99999999-2222-4333-8444-555555555555';
    vendor.spoil({ claims: (claims) => ({ ...claims, tid: other }) });
    await expect(signIn('microsoft', personAt('microsoft', newEmail()))).rejects.toMatchObject(
      conflict(/could not be trusted/),
    );
    const email = newEmail();
    vendor.spoil({ claims: (claims) => ({ ...claims, tid: directory }) });
    await signIn('microsoft', personAt('microsoft', email));
    const rows = await db().identity(null, (tx) =>
      tx
        .select()
        .from(accounts)
        .where(eq(accounts.providerAccountId, `${directory}:${email}`)),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('who goes elsewhere first', () => {
  it('hears in words that they said no', async () => {
    const at = browser();
    const { url } = await at.api.providers.start.mutate({ provider: 'github' });
    const state = new URL(url).searchParams.get('state') ?? '';
    const query = `error=access_denied&error_description=no&state=${state}`;
    await expect(at.api.providers.finish.mutate({ query })).rejects.toMatchObject(
      conflict(/not signed in at GitHub/),
    );
  });
  it('[ASVS 3.7.2][A25] is led on to a place of ours and to no other', async () => {
    const places: [string, string | null][] = [
      ['/inbox?view=waiting', '/inbox?view=waiting'],
      ['//evil.example', null],
      ['/\\evil.example', null],
      ['https://evil.example', null],
      ['javascript:alert(1)', null],
      ['/a\n/b', null],
      ['/%2f/evil.example', '/%2f/evil.example'],
      ['/x/..//evil.example', null],
    ];
    for (const [next, expected] of places) {
      const at = browser();
      const { url } = await at.api.providers.start.mutate({ provider: 'google', next });
      const query = vendor.authorize(url, personAt('google', newEmail()));
      expect(await at.api.providers.finish.mutate({ query }), next).toMatchObject({
        next: expected,
      });
    }
  });
  it('leaves an entry in the log of each of their workspaces', async () => {
    const came = await signIn('google', personAt('google', newEmail()));
    const tenantId = (came.outcome === 'signed-in' && came.me.memberships[0]?.tenantId) || '';
    const entries = await db().tenant(tenantId, (tx) => tx.select().from(auditLogs));
    expect(entries).toMatchObject([{ action: 'user.signed-in' }]);
  });
});

describe('who is invited', () => {
  const invite = async (owner: TestMember) => {
    const { link } = await owner.api.team.invite.mutate({ role: 'agent', email: null, maxUses: 5 });
    return link?.split('#')[1] ?? '';
  };
  it('ok: founds no workspace of their own, and joins by the invitation', async () => {
    const owner = await test.signUp('Inviting');
    const invitation = await invite(owner);
    const at = browser();
    const { url } = await at.api.providers.start.mutate({ provider: 'google', invitation });
    const came = await at.api.providers.finish.mutate({
      query: vendor.authorize(url, personAt('google', newEmail())),
    });
    expect(came).toMatchObject({ outcome: 'signed-in', me: { memberships: [] } });
    await at.refresh();
    const joined = await at.api.invitations.accept.mutate({ token: invitation });
    expect(joined).toMatchObject({ tenantId: owner.tenantId, role: 'agent' });
  });
  it('a token that opens nothing makes no difference', async () => {
    const at = browser();
    const { url } = await at.api.providers.start.mutate({
      provider: 'google',
      invitation: 'x'.repeat(43),
    });
    const query = vendor.authorize(url, personAt('google', newEmail()));
    expect(await at.api.providers.finish.mutate({ query })).toMatchObject({
      me: { memberships: [{ role: 'owner' }] },
    });
  });
  it('comes in where sign-up is closed, and nobody else new does', async () => {
    const closed = await startTestPlatform('embedded', {
      SIGN_UP: 'closed',
      GOOGLE_CLIENT_ID: 'google-client',
      GOOGLE_CLIENT_SECRET: 'google-secret',
      GOOGLE_SIGN_IN_URL: vendor.googleUrl,
    });
    try {
      const services = closed.platform.services;
      const founder = newEmail();
      await createAccount(
        services.db,
        {
          name: 'Ada',
          email: founder,
          password: 'correct horse battery staple',
          workspaceName: 'Acme',
        },
        async () => undefined,
      );
      const owner = openTestBrowser(closed.origin);
      await owner.api.auth.signIn.mutate({
        email: founder,
        password: 'correct horse battery staple',
      });
      await owner.refresh();
      const { link } = await owner.api.team.invite.mutate({
        role: 'agent',
        email: null,
        maxUses: 1,
      });
      const invitation = link?.split('#')[1] ?? '';
      for (const [asked, outcome] of [
        [{}, 'refused'],
        [{ invitation }, 'signed-in'],
      ] as const) {
        const at = openTestBrowser(closed.origin);
        const { url } = await at.api.providers.start.mutate({ provider: 'google', ...asked });
        const query = vendor.authorize(url, personAt('google', newEmail()));
        const came = await at.api.providers.finish
          .mutate({ query })
          .catch((error: Error) => ({ outcome: 'refused', words: error.message }));
        expect(came.outcome).toBe(outcome);
      }
    } finally {
      await closed.close();
    }
  });
});

describe('linked accounts', () => {
  const signedUp = async () => {
    const email = newEmail();
    const at = browser();
    await at.api.auth.signUp.mutate({
      name: 'Ada',
      email,
      password: 'correct horse battery staple',
      workspaceName: 'Acme',
    });
    await at.refresh();
    return { at, email };
  };
  const link = async (at: TestBrowser, person: VendorPerson) => {
    const { url } = await at.api.providers.startLink.mutate({ provider: 'github' });
    return at.api.providers.finish.mutate({ query: vendor.authorize(url, person) });
  };

  it('ok: are added while signed in, whatever their address, and taken away', async () => {
    const { at } = await signedUp();
    const theirs = newEmail();
    expect(await link(at, personAt('github', theirs, false))).toEqual({ outcome: 'linked' });
    const { linked, available } = await at.api.providers.linked.query();
    expect({ linked, available }).toMatchObject({
      linked: [{ provider: 'github', label: theirs }],
      available: ['google', 'microsoft'],
    });
    const elsewhere = await signIn('github', personAt('github', theirs, false));
    expect(elsewhere).toMatchObject({
      me: { user: { id: (await at.api.auth.me.query()).user?.id } },
    });
    await at.api.providers.unlink.mutate({ provider: 'github' });
    expect((await at.api.providers.linked.query()).linked).toEqual([]);
    const log = await db().tenant(at.workspace, (tx) =>
      tx.select({ action: auditLogs.action }).from(auditLogs),
    );
    expect(log.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.linked', 'account.unlinked']),
    );
  });
  it('forbidden: one that is somebody else’s stays theirs', async () => {
    const theirs = personAt('github', newEmail(), false);
    await link((await signedUp()).at, theirs);
    await expect(link((await signedUp()).at, theirs)).rejects.toMatchObject(
      conflict(/somebody else/),
    );
  });
  it('[A23] forbidden: the answer to one session’s wish links nothing in another', async () => {
    const [mine, other] = [(await signedUp()).at, (await signedUp()).at];
    const { url } = await mine.api.providers.startLink.mutate({ provider: 'github' });
    const query = vendor.authorize(url, personAt('github', newEmail()));
    const [name = '', value = ''] =
      [...mine.cookies].find(([each]) => each.endsWith('_sign_in')) ?? [];
    other.cookies.set(name, value);
    await expect(other.api.providers.finish.mutate({ query })).rejects.toMatchObject(
      conflict(/another browser/),
    );
    expect((await other.api.providers.linked.query()).linked).toEqual([]);
  });
  it('invalid: the last way in is not taken away', async () => {
    const at = browser();
    await signIn('google', personAt('google', newEmail()), at);
    await at.refresh();
    await expect(at.api.providers.unlink.mutate({ provider: 'google' })).rejects.toMatchObject(
      conflict(/only way/),
    );
    await link(at, personAt('github', newEmail()));
    await at.api.providers.unlink.mutate({ provider: 'google' });
    await expect(at.api.providers.unlink.mutate({ provider: 'github' })).rejects.toMatchObject(
      conflict(/only way/),
    );
  });
  it('unauthenticated: nobody links or lists without a session', async () => {
    const { api } = browser();
    const refused = { data: expect.objectContaining({ error: 'UNAUTHENTICATED' }) };
    await expect(api.providers.linked.query()).rejects.toMatchObject(refused);
    await expect(api.providers.startLink.mutate({ provider: 'google' })).rejects.toMatchObject(
      refused,
    );
    await expect(api.providers.unlink.mutate({ provider: 'google' })).rejects.toMatchObject(
      refused,
    );
  });
});
