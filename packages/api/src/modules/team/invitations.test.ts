import { mailSealContext } from '@platform/auth';
import { invitations, mailMessages, users } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
} from '../../testing/index.ts';

const refusedWith = (error: string) => ({ data: { error } });
const tokenOf = (link: string | null) => link?.split('#')[1] ?? '';
const password = 'seven green glass doors';

describe.each(testDatabases)('invitations on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;

  beforeAll(async () => {
    test = await startTestPlatform(database);
    owner = await test.signUp('Acme');
  });
  afterAll(() => test.close());

  const inviteByLink = async (maxUses = 1, role: 'admin' | 'agent' | 'viewer' = 'agent') => {
    const { link, invitation } = await owner.api.team.invite.mutate({
      role,
      email: null,
      maxUses,
    });
    return { token: tokenOf(link), invitation };
  };
  /** The token as it went out in the mail, which is told to nobody else. */
  const tokenMailedTo = async (email: string) => {
    const { db, sealer } = test.platform.services;
    const rows = await db.system((tx) =>
      tx.select().from(mailMessages).where(eq(mailMessages.recipient, email)),
    );
    const last = rows.at(-1);
    if (last?.props == null) throw new Error('No mail is waiting.');
    const props = JSON.parse(sealer.open(last.props, mailSealContext(last.id))) as { path: string };
    return tokenOf(props.path);
  };
  const inviteByMail = async (email: string, by = owner) => {
    const { link, invitation } = await by.api.team.invite.mutate({ role: 'agent', email });
    expect(link).toBeNull();
    return { token: await tokenMailedTo(email), invitation };
  };
  const verify = (userId: string) =>
    test.platform.services.db.identity(null, (tx) =>
      tx.select({ at: users.emailVerifiedAt }).from(users).where(eq(users.id, userId)),
    );

  it('ok: a link lets in as many as it says, once each, and shows only its holder what it is', async () => {
    const { token, invitation } = await inviteByLink(2);
    expect(invitation).toMatchObject({ state: 'open', maxUses: 2, uses: 0, email: null });
    const preview = await test.anonymous().invitations.preview.mutate({ token });
    expect(preview).toMatchObject({ workspaceName: 'Acme', role: 'agent', email: null });
    const [first, second, third] = [await test.signUp(), await test.signUp(), await test.signUp()];
    const entered = await first.api.invitations.accept.mutate({ token });
    expect(entered).toMatchObject({ tenantId: owner.tenantId, name: 'Acme', role: 'agent' });
    // Again by the same person uses nothing up.
    await first.api.invitations.accept.mutate({ token });
    await second.api.invitations.accept.mutate({ token });
    await expect(third.api.invitations.accept.mutate({ token })).rejects.toMatchObject(
      refusedWith('NOT_FOUND'),
    );
    const me = await first.api.auth.me.query();
    expect(me.memberships).toHaveLength(2);
  });

  it('ok: a mailed one proves the address, for a new person and for one who is here already', async () => {
    const email = `new-${newId('user')}@example.com`;
    const { token } = await inviteByMail(email);
    const me = await test
      .anonymous({ origin: test.origin })
      .invitations.signUp.mutate({ token, name: 'New Person', password });
    expect(me).toMatchObject({
      user: { email, emailVerified: true },
      memberships: [{ tenantId: owner.tenantId, role: 'agent' }],
    });
    const known = await test.signUp('Own');
    const second = await inviteByMail(known.email);
    await known.api.invitations.accept.mutate({ token: second.token });
    expect((await verify(known.userId))[0]?.at).toBeInstanceOf(Date);
  });

  it('[ASVS 2.3.4] ok: fifty who accept the last use at once make one membership', async () => {
    const { token } = await inviteByLink(1);
    const people = await Promise.all(Array.from({ length: 8 }, () => test.signUp()));
    const results = await Promise.allSettled(
      people.flatMap((person) =>
        Array.from({ length: 6 }, () => person.api.invitations.accept.mutate({ token })),
      ),
    );
    const winners = new Set(
      results.flatMap((result, index) =>
        result.status === 'fulfilled' ? [people[Math.floor(index / 6)]?.userId] : [],
      ),
    );
    expect(winners.size).toBe(1);
    const rows = await test.platform.services.db.system((tx) =>
      tx.select().from(invitations).where(eq(invitations.tenantId, owner.tenantId)),
    );
    expect(rows.every(({ uses, maxUses }) => uses <= maxUses)).toBe(true);
  }, 60_000);

  it('ok: two sign-ups with one mailed invitation make one account', async () => {
    const email = `twice-${newId('user')}@example.com`;
    const { token } = await inviteByMail(email);
    const attempts = await Promise.allSettled(
      [1, 2, 3].map(() =>
        test
          .anonymous({ origin: test.origin })
          .invitations.signUp.mutate({ token, name: 'Twice', password }),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('[ASVS 6.4.1] ok: renewed, the old link is dead; revoked, expired or orphaned, every link is', async () => {
    const renewed = await inviteByLink();
    const again = await owner.api.team.renewInvitation.mutate({
      invitationId: renewed.invitation.id,
    });
    const revoked = await inviteByLink();
    await owner.api.team.revokeInvitation.mutate({ invitationId: revoked.invitation.id });
    const expired = await inviteByLink();
    await test.platform.services.db.system((tx) =>
      tx
        .update(invitations)
        .set({ expiresAt: new Date(Date.now() - 1) })
        .where(eq(invitations.id, expired.invitation.id)),
    );
    const admin = await test.join(owner, 'admin');
    const orphaned = await inviteByMail(`orphan-${newId('user')}@example.com`, admin);
    await owner.api.team.changeRole.mutate({ userId: admin.userId, role: 'agent' });
    const person = await test.signUp();
    for (const { token } of [renewed, revoked, expired, orphaned]) {
      await expect(test.anonymous().invitations.preview.mutate({ token })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
      await expect(person.api.invitations.accept.mutate({ token })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
    }
    await person.api.invitations.accept.mutate({ token: tokenOf(again.link) });
    await expect(
      owner.api.team.renewInvitation.mutate({ invitationId: revoked.invitation.id }),
    ).rejects.toMatchObject(refusedWith('CONFLICT'));
  });

  it('[ASVS 2.2.3] invalid: a mailed link for many, an owner by link, a list of addresses', async () => {
    const { invite } = owner.api.team;
    for (const input of [
      { role: 'agent' as const, email: 'a@example.com', maxUses: 2 },
      { role: 'owner' as const, email: null },
      { role: 'agent' as const, email: 'a@example.com,b@example.com' },
      { role: 'agent' as const, email: 'a@example.com\r\nBcc: b@example.com' },
    ]) {
      await expect(invite.mutate(input)).rejects.toMatchObject(refusedWith('INVALID_INPUT'));
    }
  });

  it('unauthenticated: accepting wants a session, and a made-up token opens nothing', async () => {
    const { token } = await inviteByLink();
    await expect(
      test.anonymous({ origin: test.origin }).invitations.accept.mutate({ token }),
    ).rejects.toMatchObject(refusedWith('UNAUTHENTICATED'));
    for (const made of ['x', token.slice(0, -1), `${token}a`, 'null', ' '.repeat(43)]) {
      await expect(
        test.anonymous().invitations.preview.mutate({ token: made }),
      ).rejects.toMatchObject(refusedWith('NOT_FOUND'));
    }
  });

  it('forbidden: a mailed one is for its address alone, agents invite nobody, admins no owner', async () => {
    const { token } = await inviteByMail(`bound-${newId('user')}@example.com`);
    const other = await test.signUp();
    await expect(other.api.invitations.accept.mutate({ token })).rejects.toMatchObject(
      refusedWith('FORBIDDEN'),
    );
    const agent = await test.join(owner, 'agent');
    await expect(
      agent.api.team.invite.mutate({ role: 'viewer', email: null }),
    ).rejects.toMatchObject(refusedWith('FORBIDDEN'));
    const admin = await test.join(owner, 'admin');
    await expect(
      admin.api.team.invite.mutate({ role: 'owner', email: 'o@example.com' }),
    ).rejects.toMatchObject(refusedWith('FORBIDDEN'));
  });

  it('[A5][A8][ASVS 15.3.3] whatever else a body names, the session and the invitation decide', async () => {
    const { token } = await inviteByLink();
    const stranger = await test.signUp('Elsewhere');
    const more = {
      token,
      role: 'owner',
      userId: owner.userId,
      tenantId: stranger.tenantId,
      email: owner.email,
    };
    const entered = await stranger.api.invitations.accept.mutate(more);
    expect(entered).toMatchObject({ tenantId: owner.tenantId, role: 'agent' });
    const mailed = await inviteByMail(`mass-${newId('user')}@example.com`);
    const me = await test.anonymous({ origin: test.origin }).invitations.signUp.mutate({
      ...more,
      token: mailed.token,
      name: 'Mass',
      password,
    });
    expect(me.user?.email).toBe(mailed.invitation.email);
    expect(me.user?.id).not.toBe(owner.userId);
    expect(me.memberships).toMatchObject([{ tenantId: owner.tenantId, role: 'agent' }]);
  });

  it('other workspace: its invitations are not there', async () => {
    const { invitation } = await inviteByLink();
    const stranger = await test.signUp('Elsewhere');
    const { team } = stranger.api;
    expect((await team.invitations.query()).invitations).toEqual([]);
    for (const invitationId of [invitation.id, newId('invitation')]) {
      await expect(team.renewInvitation.mutate({ invitationId })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
      await expect(team.revokeInvitation.mutate({ invitationId })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
    }
  });
});
