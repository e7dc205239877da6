import { accounts, auditLogs, memberships, ssoConnections, users } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DnsServer, startDnsServer } from '../../testing/dns-server.ts';
import {
  type IdentityProvider,
  type ProviderPerson,
  startIdentityProvider,
} from '../../testing/identity-provider.ts';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
} from '../../testing/index.ts';
import { openTestBrowser, type TestBrowser } from '../../testing/test-browser.ts';
import { startVendorServer, type VendorServer } from '../../testing/vendor-server.ts';

describe.each(testDatabases)('single sign-on on %s', (database) => {
  let idp: IdentityProvider;
  let dns: DnsServer;
  let vendor: VendorServer;
  let test: TestPlatform;

  beforeAll(async () => {
    idp = await startIdentityProvider();
    dns = await startDnsServer();
    vendor = await startVendorServer();
    test = await startTestPlatform(database, {
      ALLOWED_PRIVATE_HOSTS: `${idp.host},${new URL(vendor.googleUrl).host}`,
      DNS_SERVERS: dns.address,
    });
    idp.allow(`${test.origin}/app/sign-in/return`);
  }, 60_000);
  afterAll(async () => {
    await test.close();
    await dns.close();
    await vendor.close();
    await idp.close();
  });
  afterEach(() => dns.records.clear());

  const conflict = (words: RegExp) => ({
    data: expect.objectContaining({ error: 'CONFLICT' }),
    message: expect.stringMatching(words),
  });
  const refused = (error: string) => ({ data: expect.objectContaining({ error }) });
  const db = () => test.platform.services.db;
  /** A domain of its own for each test: one that is proved belongs to one workspace. */
  const newDomain = () => `${newId('tenant').slice(-12)}.example`;
  const settingsOf = (domain: string) => ({
    issuer: idp.issuer,
    clientId: idp.clientId,
    clientSecret: idp.clientSecret,
    domain,
  });

  async function setUp(): Promise<{ owner: TestMember; domain: string }> {
    const owner = await test.signUp();
    const domain = newDomain();
    const { connection } = await owner.api.sso.save.mutate(settingsOf(domain));
    dns.records.set(domain, ['v=spf1 -all', connection?.domainRecord ?? '']);
    await owner.api.sso.verifyDomain.mutate();
    return { owner, domain };
  }

  const addPerson = (
    email: string,
    claims: Pick<ProviderPerson, 'email_verified' | 'xms_edov'> = { email_verified: true },
  ) => {
    const sub = newId('event');
    idp.add({ sub, name: 'Grace Example', email, ...claims });
    return sub;
  };

  async function enter(email: string, sub: string, at: TestBrowser = openTestBrowser(test.origin)) {
    const { url } = await at.api.providers.startSso.mutate({ email });
    return at.api.providers.finish.mutate({ query: await idp.signIn(url, sub) });
  }

  describe('the provider of a workspace', () => {
    it('ok: lets a new person in, into its workspace and no other', async () => {
      const { owner, domain } = await setUp();
      const email = `grace@${domain}`;
      const sub = addPerson(email);
      const at = openTestBrowser(test.origin);
      const came = await enter(email, sub, at);
      expect(came).toMatchObject({
        outcome: 'signed-in',
        me: {
          user: { email, emailVerified: true },
          memberships: [{ tenantId: owner.tenantId, role: 'viewer', restriction: null }],
        },
      });
      await at.refresh();
      expect((await at.api.workspaces.get.query()).id).toBe(owner.tenantId);
      const again = await enter(email, sub);
      expect(again).toMatchObject({ me: { memberships: [{ tenantId: owner.tenantId }] } });
      const log = await db().tenant(owner.tenantId, (tx) =>
        tx.select({ action: auditLogs.action }).from(auditLogs),
      );
      const actions = log.map(({ action }) => action);
      expect(actions.filter((action) => action === 'member.joined')).toHaveLength(1);
      expect(actions).toEqual(
        expect.arrayContaining(['sso.changed', 'sso.domain-verified', 'user.signed-in']),
      );
    });
    it('ok: who joined with another role keeps it', async () => {
      const { owner, domain } = await setUp();
      const email = `grace@${domain}`;
      const sub = addPerson(email);
      await enter(email, sub);
      await db().system((tx) =>
        tx.update(memberships).set({ role: 'agent' }).where(eq(memberships.email, email)),
      );
      expect(await enter(email, sub)).toMatchObject({
        me: { memberships: [{ tenantId: owner.tenantId, role: 'agent' }] },
      });
    });
    it('[A22] links to the account that has proved its address, and to no other', async () => {
      const { domain } = await setUp();
      const [proved, unproved] = [`proved@${domain}`, `unproved@${domain}`];
      for (const email of [proved, unproved]) {
        const at = openTestBrowser(test.origin);
        await at.api.auth.signUp.mutate({
          name: 'Ada',
          email,
          password: 'correct horse battery staple',
          workspaceName: 'Own',
        });
      }
      await db().identity(null, (tx) =>
        tx.update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.email, proved)),
      );
      expect(await enter(proved, addPerson(proved))).toMatchObject({
        me: { memberships: [{ role: 'owner' }, { role: 'viewer' }] },
      });
      await expect(enter(unproved, addPerson(unproved))).rejects.toMatchObject(
        conflict(/has not confirmed its address/),
      );
      // The provider does not say that it has asked.
      for (const claims of [{}, { email_verified: false }]) {
        const email = `${newId('event')}@${domain}`;
        await expect(enter(email, addPerson(email, claims))).rejects.toMatchObject(
          conflict(/does not say/),
        );
      }
      const linked = await db().identity(null, (tx) =>
        tx.select({ label: accounts.label }).from(accounts),
      );
      expect(linked.map(({ label }) => label)).toContain(proved);
      expect(linked.map(({ label }) => label)).not.toContain(unproved);
    });
    it('ok: takes the word of a directory at Microsoft for it', async () => {
      const { owner, domain } = await setUp();
      const email = `grace@${domain}`;
      const came = await enter(email, addPerson(email, { xms_edov: true }));
      expect(came).toMatchObject({ me: { memberships: [{ tenantId: owner.tenantId }] } });
    });
    it('forbidden: does not speak for addresses of another domain, whoever they are', async () => {
      const { owner, domain } = await setUp();
      await db().identity(null, (tx) =>
        tx.update(users).set({ emailVerifiedAt: new Date() }).where(eq(users.id, owner.userId)),
      );
      const at = openTestBrowser(test.origin);
      await expect(enter(`x@${domain}`, addPerson(owner.email), at)).rejects.toMatchObject(
        conflict(/another domain/),
      );
      await expect(enter(`x@${domain}`, addPerson(`x@sub.${domain}`), at)).rejects.toMatchObject(
        conflict(/another domain/),
      );
      expect((await at.api.auth.me.query()).user).toBeNull();
    });
    it('[A19] an address of an unknown domain hears the same, with an account and without', async () => {
      const member = await test.signUp();
      const { api } = openTestBrowser(test.origin);
      const messages: string[] = [];
      for (const email of [member.email, `nobody@${member.email.split('@')[1]}`]) {
        await api.providers.startSso
          .mutate({ email })
          .catch((error: Error) => messages.push(error.message));
      }
      expect(messages[0]).toMatch(/not set up for example\.com/);
      expect(messages[1]).toBe(messages[0]);
    });
    it('is not gone to before its domain is proved, but for a test by who sets it up', async () => {
      const owner = await test.signUp();
      const domain = newDomain();
      await owner.api.sso.save.mutate(settingsOf(domain));
      const { api } = openTestBrowser(test.origin);
      await expect(api.providers.startSso.mutate({ email: `a@${domain}` })).rejects.toMatchObject(
        conflict(/not set up/),
      );
    });
  });

  describe('setting it up', () => {
    it('[A4] the secret is never told, is sealed for its issuer, and does not pass to another', async () => {
      const { owner, domain } = await setUp();
      expect(JSON.stringify(await owner.api.sso.get.query())).not.toContain(idp.clientSecret);
      const rowOf = async () => {
        const [row] = await db().tenant(owner.tenantId, (tx) => tx.select().from(ssoConnections));
        return row;
      };
      const before = await rowOf();
      expect(JSON.stringify(before)).not.toContain(idp.clientSecret);
      // Another client id at the same issuer, no new secret: kept.
      const { clientSecret: _secret, ...rest } = settingsOf(domain);
      expect(
        (await owner.api.sso.save.mutate({ ...rest, clientId: 'other' })).connection,
      ).toMatchObject({ hasSecret: true, domainVerifiedAt: expect.any(String) });
      // Another issuer: no secret, no proof, no test, and another connection.
      const evil = { ...rest, issuer: 'https://evil.example' };
      expect((await owner.api.sso.save.mutate(evil)).connection).toMatchObject({
        hasSecret: false,
        domainVerifiedAt: null,
        testedAt: null,
      });
      const after = await rowOf();
      expect(after?.id).not.toBe(before?.id);
      expect(after?.domainToken).not.toBe(before?.domainToken);
      // Put under another issuer by hand, it does not open.
      await db().system((tx) =>
        tx
          .update(ssoConnections)
          .set({ sealedSecret: before?.sealedSecret ?? null })
          .where(eq(ssoConnections.tenantId, owner.tenantId)),
      );
      await expect(owner.api.sso.startTest.mutate()).rejects.toMatchObject(refused('INTERNAL'));
      const log = await db().tenant(owner.tenantId, (tx) => tx.select().from(auditLogs));
      expect(JSON.stringify(log)).not.toContain(idp.clientSecret);
    });
    it('[ASVS 10.5.3] a provider whose document names another issuer is not taken', async () => {
      const owner = await test.signUp();
      const issuer = `${vendor.microsoftUrl}/common/v2.0`;
      await owner.api.sso.save.mutate({ ...settingsOf(newDomain()), issuer });
      await expect(owner.api.sso.startTest.mutate()).rejects.toMatchObject(
        conflict(/did not give the document/),
      );
    });
    it('[ASVS 6.8.1][ASVS 10.5.2] another issuer’s people are not those of the former one, whatever their subject', async () => {
      const { owner, domain } = await setUp();
      const email = `grace@${domain}`;
      await enter(email, addPerson(email));
      await owner.api.sso.save.mutate({ ...settingsOf(domain), issuer: 'https://evil.example' });
      const [row] = await db().tenant(owner.tenantId, (tx) => tx.select().from(ssoConnections));
      const linked = await db().identity(null, (tx) => tx.select().from(accounts));
      expect(linked.filter(({ provider }) => provider === `sso:${row?.id}`)).toEqual([]);
    });
    it('an answer under way when the settings change is refused', async () => {
      const { owner, domain } = await setUp();
      const email = `grace@${domain}`;
      const sub = addPerson(email);
      const at = openTestBrowser(test.origin);
      const { url } = await at.api.providers.startSso.mutate({ email });
      const query = await idp.signIn(url, sub);
      await owner.api.sso.remove.mutate();
      await owner.api.sso.save.mutate(settingsOf(domain));
      await expect(at.api.providers.finish.mutate({ query })).rejects.toMatchObject(
        conflict(/Start again/),
      );
    });
    it('a domain is proved by its own record, and by one workspace', async () => {
      const { domain } = await setUp();
      const other = await test.signUp();
      const { connection } = await other.api.sso.save.mutate(settingsOf(domain));
      await expect(other.api.sso.verifyDomain.mutate()).rejects.toMatchObject(
        conflict(/was not found/),
      );
      dns.records.set(domain, [connection?.domainRecord ?? '']);
      await expect(other.api.sso.verifyDomain.mutate()).rejects.toMatchObject(
        conflict(/Another workspace/),
      );
      dns.records.clear();
      await expect(other.api.sso.verifyDomain.mutate()).rejects.toMatchObject(
        conflict(/was not found/),
      );
    });
    it('invalid: what is no domain, and a provider that cannot be read', async () => {
      const owner = await test.signUp();
      for (const domain of [
        'localhost',
        'a@b.example',
        'acme.com/x',
        '127.0.0.1',
        '-a.example',
        'com',
      ]) {
        await expect(owner.api.sso.save.mutate(settingsOf(domain)), domain).rejects.toMatchObject(
          refused('INVALID_INPUT'),
        );
      }
      await owner.api.sso.save.mutate({
        ...settingsOf(newDomain()),
        issuer: `${idp.issuer}/other`,
      });
      await expect(owner.api.sso.startTest.mutate()).rejects.toMatchObject(
        conflict(/could not be read/),
      );
    });
    it('[A31] an issuer inside our network is not asked', async () => {
      const owner = await test.signUp();
      const own = new URL(test.origin).port;
      for (const issuer of [
        `http://127.0.0.1:${own}`,
        `https://localhost:${own}`,
        'https://169.254.169.254',
        'https://[::1]',
      ]) {
        await owner.api.sso.save.mutate({ ...settingsOf(newDomain()), issuer });
        await expect(owner.api.sso.startTest.mutate(), issuer).rejects.toMatchObject(
          conflict(/could not be read/),
        );
      }
    });
    it('ok: a test tells what the provider says and signs nobody in', async () => {
      const owner = await test.signUp();
      const domain = newDomain();
      const at = openTestBrowser(test.origin);
      await at.api.auth.signIn.mutate({
        email: owner.email,
        password: 'correct horse battery staple',
      });
      await at.refresh();
      await at.api.sso.save.mutate(settingsOf(domain));
      const { url } = await at.api.sso.startTest.mutate();
      const sub = addPerson(`new@${domain}`, {});
      const tested = await at.api.providers.finish.mutate({ query: await idp.signIn(url, sub) });
      expect(tested).toEqual({
        outcome: 'tested',
        subject: sub,
        email: `new@${domain}`,
        emailVerified: false,
        domainFits: true,
      });
      expect((await at.api.auth.me.query()).user?.email).toBe(owner.email);
      expect((await at.api.sso.get.query()).connection?.testedAt).not.toBeNull();
    });
  });

  describe('when it is mandatory', () => {
    const makeMandatory = async () => {
      const { owner, domain } = await setUp();
      const member = await test.join(owner, 'agent');
      await enter(`first@${domain}`, addPerson(`first@${domain}`));
      await owner.api.sso.require.mutate({ userId: owner.userId });
      return { owner, member, domain };
    };
    it('[A20] members come in through it alone, but for the one owner', async () => {
      const { owner, member, domain } = await makeMandatory();
      await expect(member.api.workspaces.get.query()).rejects.toMatchObject(
        refused('SSO_REQUIRED'),
      );
      expect((await owner.api.workspaces.get.query()).id).toBe(owner.tenantId);
      const at = openTestBrowser(test.origin);
      await enter(`first@${domain}`, addPerson(`second@${domain}`), at);
      await at.refresh();
      expect((await at.api.workspaces.get.query()).id).toBe(owner.tenantId);
      await owner.api.sso.relax.mutate();
      expect((await member.api.workspaces.get.query()).id).toBe(owner.tenantId);
    });
    it('invalid: cannot be made so before it was tested, nor for who is no owner', async () => {
      const { owner, domain } = await setUp();
      const member = await test.join(owner, 'admin');
      await expect(owner.api.sso.require.mutate({ userId: owner.userId })).rejects.toMatchObject(
        conflict(/Test the provider/),
      );
      await enter(`first@${domain}`, addPerson(`first@${domain}`));
      await expect(owner.api.sso.require.mutate({ userId: member.userId })).rejects.toMatchObject(
        conflict(/must be an owner/),
      );
      await expect(member.api.sso.require.mutate({ userId: owner.userId })).rejects.toMatchObject(
        refused('FORBIDDEN'),
      );
    });
    it('invalid: the one who keeps another way in must have one', async () => {
      const { owner, domain } = await setUp();
      const email = `second@${domain}`;
      await enter(email, addPerson(email));
      await db().system((tx) =>
        tx.update(memberships).set({ role: 'owner' }).where(eq(memberships.email, email)),
      );
      const [second] = await db().system((tx) =>
        tx.select().from(memberships).where(eq(memberships.email, email)),
      );
      await expect(
        owner.api.sso.require.mutate({ userId: second?.userId ?? '' }),
      ).rejects.toMatchObject(conflict(/no other way in/));
      await expect(owner.api.sso.require.mutate({ userId: newId('user') })).rejects.toMatchObject(
        refused('NOT_FOUND'),
      );
    });
    it('invalid: what members depend on is not changed or removed', async () => {
      const { owner, domain } = await makeMandatory();
      await expect(owner.api.sso.remove.mutate()).rejects.toMatchObject(conflict(/optional/));
      await expect(
        owner.api.sso.save.mutate({ ...settingsOf(domain), issuer: 'https://evil.example' }),
      ).rejects.toMatchObject(conflict(/optional/));
      await expect(owner.api.sso.save.mutate(settingsOf(newDomain()))).rejects.toMatchObject(
        conflict(/optional/),
      );
      expect((await owner.api.sso.save.mutate(settingsOf(domain))).required).toBe(true);
    });
  });

  describe('forbidden', () => {
    it('who manages no workspace, and keys, see and change nothing of it', async () => {
      const { owner } = await setUp();
      const agent = await test.join(owner, 'agent');
      await expect(agent.api.sso.get.query()).rejects.toMatchObject(refused('FORBIDDEN'));
      await expect(agent.api.sso.save.mutate(settingsOf(newDomain()))).rejects.toMatchObject(
        refused('FORBIDDEN'),
      );
      const stranger = await test.signUp();
      expect((await stranger.api.sso.get.query()).connection).toBeNull();
    });
  });
});
