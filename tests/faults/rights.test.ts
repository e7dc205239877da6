import { until } from '@platform/api/testing';
import { TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, greet } from '../security/support/socket.ts';
import { type Cluster, hasServers, openCluster } from './cluster.ts';
import type { Instance } from './instance.ts';
import { TeamMember } from './team-member.ts';
import { apiAt } from './trpc-at.ts';

const boundMs = 5_000;

/** The code of a refusal, or `none`. */
async function refusalOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask();
    return 'none';
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return (error.data as { error: string }).error;
  }
}

describe.skipIf(!hasServers)('[A10] rights that are taken on one instance, on another', () => {
  let cluster: Cluster;
  let first: Instance;
  let second: Instance;
  let owner: TeamMember;

  beforeAll(async () => {
    cluster = await openCluster();
    first = await cluster.instance();
    second = await cluster.instance();
    await Promise.all([first.start(), second.start()]);
    owner = await TeamMember.signUp(first.origin);
  }, 120_000);
  afterAll(() => cluster?.close());

  /** A colleague, who is signed in on the other instance. */
  const join = async (role: 'admin' | 'agent') => {
    const member = await TeamMember.signUp(second.origin);
    const { link } = await owner.api.team.invite.mutate({ role, email: null });
    const token = link?.split('#')[1] ?? '';
    const { tenantId } = await member.api.invitations.accept.mutate({ token });
    member.tenantId = tenantId;
    const me = await member.api.auth.me.query();
    return { member, userId: me.user?.id ?? '' };
  };

  it('a colleague who is removed loses sockets and calls within five seconds', async () => {
    const { member, userId } = await join('agent');
    expect(await refusalOf(() => member.api.conversations.counts.query())).toBe('none');
    const { cookie = '' } = member.headers();
    const { socket, answer } = await greet(second.origin, {
      path: `/realtime?workspace=${member.tenantId}`,
      headers: { cookie, origin: second.origin },
    });
    expect(answer.op).toBe('welcome');
    expect(await follow(socket, 'inbox')).toBe('subscribed');
    const startedAt = performance.now();
    await owner.api.team.remove.mutate({ userId });
    expect(await socket.next('bye')).toMatchObject({ reason: 'unauthenticated' });
    await until(
      () => refusalOf(() => member.api.conversations.counts.query()),
      (code) => code === 'NOT_FOUND',
      boundMs,
    );
    expect(performance.now() - startedAt).toBeLessThan(boundMs);
    socket.close();
  });

  it('a role that shrinks shrinks there too', async () => {
    const { member, userId } = await join('admin');
    expect(await refusalOf(() => member.api.keys.list.query())).toBe('none');
    await owner.api.team.changeRole.mutate({ userId, role: 'viewer' });
    await until(
      () => refusalOf(() => member.api.keys.list.query()),
      (code) => code === 'FORBIDDEN',
      boundMs,
    );
  });

  it('a key that is revoked, and its socket; its limit is one for both', async () => {
    const { key, apiKey } = await owner.api.keys.create.mutate({
      name: 'A program',
      kind: 'secret',
      scopes: ['conversations.read'],
      expiresInDays: null,
    });
    let left = Number.NaN;
    const program = ({ origin }: Instance) =>
      apiAt(
        origin,
        () => ({ authorization: `Bearer ${key}` }),
        ({ headers }) => {
          left = Number(/"read";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
        },
      );
    await program(first).conversations.counts.query();
    const before = left;
    await program(second).conversations.counts.query();
    expect(left).toBe(before - 1);

    const { socket, answer } = await greet(second.origin, { token: key });
    expect(answer.op).toBe('welcome');
    expect(await follow(socket, 'inbox')).toBe('subscribed');
    const startedAt = performance.now();
    await owner.api.keys.revoke.mutate({ keyId: apiKey.id });
    expect(await socket.next('bye')).toMatchObject({ reason: 'unauthenticated' });
    await until(
      () => refusalOf(() => program(second).conversations.counts.query()),
      (code) => code === 'UNAUTHENTICATED',
      boundMs,
    );
    expect(performance.now() - startedAt).toBeLessThan(boundMs);
    socket.close();
  });
});
