import type { Role } from '@platform/api-contract/types';
import { memberships } from '@platform/db/schema';
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

describe.each(testDatabases)('the team on %s', (database) => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform(database);
  });
  afterAll(() => test.close());

  const rolesIn = async ({ tenantId }: TestMember): Promise<Record<string, Role>> => {
    const rows = await test.platform.services.db.system((tx) =>
      tx.select().from(memberships).where(eq(memberships.tenantId, tenantId)),
    );
    return Object.fromEntries(rows.map((row) => [row.userId, row.role]));
  };

  it('ok: a role changes at once, in the session that is open', async () => {
    const owner = await test.signUp();
    const agent = await test.join(owner, 'agent');
    await agent.api.workspaces.get.query();
    const changed = await owner.api.team.changeRole.mutate({
      userId: agent.userId,
      role: 'viewer',
    });
    expect(changed).toMatchObject({ userId: agent.userId, role: 'viewer' });
    const conversationId = newId('conversation');
    await expect(agent.api.conversations.resolve.mutate({ conversationId })).rejects.toMatchObject(
      refusedWith('FORBIDDEN'),
    );
  });

  it('ok: whoever is removed is out at once, and what they had taken over waits for a person', async () => {
    const owner = await test.signUp();
    const agent = await test.join(owner, 'agent');
    const visitor = await test.visit(await test.createWidget(owner));
    const { conversation } = await visitor.api.visitor.send.mutate({
      clientId: newId('event'),
      text: 'Hello',
    });
    await agent.api.conversations.takeOver.mutate({ conversationId: conversation.id });
    await owner.api.team.remove.mutate({ userId: agent.userId });
    await expect(agent.api.workspaces.get.query()).rejects.toMatchObject(refusedWith('NOT_FOUND'));
    const left = await owner.api.conversations.get.query({ conversationId: conversation.id });
    expect(left).toMatchObject({ state: 'waiting', assigneeId: null });
  });

  it('ok: leaving, and handing the workspace over', async () => {
    const owner = await test.signUp();
    const agent = await test.join(owner, 'agent');
    const viewer = await test.join(owner, 'viewer');
    await viewer.api.team.leave.mutate();
    await expect(viewer.api.workspaces.get.query()).rejects.toMatchObject(refusedWith('NOT_FOUND'));
    await owner.api.team.transferOwnership.mutate({ userId: agent.userId });
    expect(await rolesIn(owner)).toEqual({ [agent.userId]: 'owner', [owner.userId]: 'admin' });
    await expect(
      owner.api.team.transferOwnership.mutate({ userId: agent.userId }),
    ).rejects.toMatchObject(refusedWith('FORBIDDEN'));
    await agent.api.team.remove.mutate({ userId: owner.userId });
    expect(await rolesIn(agent)).toEqual({ [agent.userId]: 'owner' });
  });

  it('ok: the last owner cannot leave, be demoted or be removed', async () => {
    const owner = await test.signUp();
    const admin = await test.join(owner, 'admin');
    const conflict = refusedWith('CONFLICT');
    await expect(owner.api.team.leave.mutate()).rejects.toMatchObject(conflict);
    await expect(owner.api.team.remove.mutate({ userId: owner.userId })).rejects.toMatchObject(
      conflict,
    );
    await expect(
      owner.api.team.changeRole.mutate({ userId: owner.userId, role: 'viewer' }),
    ).rejects.toMatchObject(conflict);
    await owner.api.team.changeRole.mutate({ userId: admin.userId, role: 'owner' });
    await owner.api.team.leave.mutate();
    await expect(admin.api.team.leave.mutate()).rejects.toMatchObject(conflict);
  });

  it('[ASVS 2.3.4] ok: two owners who leave in the same moment leave one behind', async () => {
    for (let round = 0; round < 4; round += 1) {
      const owner = await test.signUp();
      const second = await test.join(owner, 'owner');
      const attempts = await Promise.allSettled([
        owner.api.team.leave.mutate(),
        second.api.team.leave.mutate(),
        owner.api.team.changeRole.mutate({ userId: second.userId, role: 'admin' }),
        second.api.team.remove.mutate({ userId: owner.userId }),
      ]);
      expect(attempts.some(({ status }) => status === 'fulfilled')).toBe(true);
      const left = Object.values(await rolesIn(owner)).filter((role) => role === 'owner');
      expect(left).toHaveLength(1);
    }
  }, 60_000);

  it('forbidden: an admin neither makes nor unmakes owners, and nobody raises themselves', async () => {
    const owner = await test.signUp();
    const admin = await test.join(owner, 'admin');
    const other = await test.join(owner, 'admin');
    const forbidden = refusedWith('FORBIDDEN');
    const { team } = admin.api;
    const attempts = [
      () => team.changeRole.mutate({ userId: other.userId, role: 'owner' }),
      () => team.changeRole.mutate({ userId: admin.userId, role: 'owner' }),
      () => team.changeRole.mutate({ userId: owner.userId, role: 'viewer' }),
      () => team.remove.mutate({ userId: owner.userId }),
      () => team.transferOwnership.mutate({ userId: admin.userId }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(forbidden);
    await team.changeRole.mutate({ userId: other.userId, role: 'agent' });
    await expect(
      other.api.team.changeRole.mutate({ userId: other.userId, role: 'admin' }),
    ).rejects.toMatchObject(forbidden);
    // Down is always open, for oneself too.
    await team.changeRole.mutate({ userId: admin.userId, role: 'viewer' });
    expect((await rolesIn(owner))[admin.userId]).toBe('viewer');
  });

  it('other workspace: its members are not there, whoever names them', async () => {
    const owner = await test.signUp();
    const stranger = await test.signUp('Elsewhere');
    for (const userId of [owner.userId, newId('user')]) {
      const { team } = stranger.api;
      for (const attempt of [
        () => team.changeRole.mutate({ userId, role: 'viewer' }),
        () => team.remove.mutate({ userId }),
        () => team.transferOwnership.mutate({ userId }),
      ]) {
        await expect(attempt()).rejects.toMatchObject(refusedWith('NOT_FOUND'));
      }
    }
  });
});
