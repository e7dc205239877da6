import { contract, routes } from '@platform/api-contract/contract';
import {
  isWorkspacePermission,
  keyScopes,
  publishableScopes,
  type WorkspacePermission,
  workspacePermissions,
} from '@platform/api-contract/permissions';
import type { Procedure } from '@platform/api-contract/procedure';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, procedures, request } from './support/call.ts';
import { furnishHouse, type House } from './support/house.ts';
import { sampleInput } from './support/sample-input.ts';
import { follow, greet } from './support/socket.ts';

let house: House;
beforeAll(async () => {
  house = await furnishHouse();
}, 120_000);
afterAll(() => house.close());

const makeKey = (
  scopes: readonly WorkspacePermission[],
  kind: 'secret' | 'publishable' = 'secret',
  who = house.team.owner,
) =>
  who.api.keys.create.mutate({
    name: 'A program',
    kind,
    scopes: [...scopes],
    expiresInDays: 1,
  });
const list = { path: 'knowledge.list', kind: 'query' } as const;
const asKey = (key: string, more: Readonly<Record<string, string>> = {}) =>
  call(house.test.origin, list, {}, { authorization: `Bearer ${key}`, ...more });

describe('[A7][ASVS 8.3.3] one credential decides, whatever stands beside it', () => {
  it('a key is itself beside an owner’s cookie, in every spelling of the header', async () => {
    const { key } = await makeKey(['widgets.read']);
    const cookie = house.team.owner.headers();
    for (const authorization of [`Bearer ${key}`, `bearer ${key}`, `BEARER   ${key}`]) {
      const answer = await call(house.test.origin, list, {}, { ...cookie, authorization });
      expect(answer.error, authorization).toBe('FORBIDDEN');
    }
  });

  it('a damaged, unknown or revoked key is nobody, beside an owner’s cookie too', async () => {
    const { key, apiKey } = await makeKey(['knowledge.read']);
    const other = await makeKey(['knowledge.read']);
    await house.team.owner.api.keys.revoke.mutate({ keyId: other.apiKey.id });
    const slip = key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');
    expect((await asKey(key)).error).toBeNull();
    for (const each of [slip, `${key} `.repeat(2).trim(), other.key, 'sk_', `pk_${key.slice(3)}`]) {
      const answer = await asKey(each, house.team.owner.headers());
      expect(answer.error, each).toBe('UNAUTHENTICATED');
    }
    expect(apiKey.lastFour).toBe(key.slice(-4));
  });

  it('with a dead key and an owner’s cookie nothing of the contract opens but what is public', async () => {
    const dead = { ...house.team.owner.headers(), authorization: `Bearer sk_${'0'.repeat(38)}` };
    const open: string[] = [];
    for (const procedure of procedures) {
      if (procedure.permission === 'public') continue;
      const input = sampleInput(procedure.input, house.ids);
      const answer = await call(house.test.origin, procedure, input, dead);
      if (answer.error !== 'UNAUTHENTICATED') open.push(`${procedure.path}: ${answer.error}`);
    }
    expect(open).toEqual([]);
  });

  it('[A39][ASVS 14.2.1] a key in an address, a cookie, a body or another header is no credential', async () => {
    const { key } = await makeKey(['knowledge.read']);
    const { origin } = house.test;
    const { tenantId } = house.team.owner;
    const attempts = [
      request(origin, `/trpc/knowledge.list?input={}&key=${key}&api_key=${key}&token=${key}`),
      call(origin, list, {}, { cookie: `parley_session=${key}; authorization=${key}` }),
      call(origin, list, {}, { 'x-api-key': key, 'x-workspace': tenantId }),
      call(origin, list, {}, { authorization: key }),
      call(origin, list, {}, { authorization: `Basic ${btoa(`${key}:`)}` }),
    ];
    for (const attempt of attempts) expect((await attempt).error).toBe('UNAUTHENTICATED');
  });

  it('uploads and downloads decide as procedures do', async () => {
    const reader = await makeKey(['knowledge.read']);
    const writer = await makeKey(['knowledge.write']);
    const upload = (key: string) => {
      const body = new FormData();
      body.append('file', new Blob([`# ${newId('event')}`]), 'a.md');
      return request(house.test.origin, routes.uploadDocuments.path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body,
      });
    };
    expect((await upload(reader.key)).error).toBe('FORBIDDEN');
    expect((await upload(`${writer.key}x`)).error).toBe('UNAUTHENTICATED');
    expect((await upload(writer.key)).error).toBeNull();
    const path = routes.downloadDocument.path.replace(':documentId', house.ids.documentId);
    const download = (key: string) =>
      request(house.test.origin, path, { headers: { authorization: `Bearer ${key}` } });
    expect((await download(writer.key)).error).toBe('FORBIDDEN');
    expect((await download(reader.key)).error).toBeNull();
  });
});

describe('[A8][A5][ASVS 15.3.3] whoever calls makes the key, whatever the body says', () => {
  const body = () => ({
    name: 'Mine',
    kind: 'secret',
    scopes: ['knowledge.read'],
    expiresInDays: null,
    userId: house.team.owner.userId,
    createdBy: house.team.owner.userId,
    tenantId: house.stranger.tenantId,
    keyHash: 'known',
    key: `sk_${'0'.repeat(38)}`,
  });
  const create = { path: 'keys.create', kind: 'mutation' } as const;

  it('nobody, an agent and a key make none', async () => {
    const { origin } = house.test;
    const { key } = await makeKey(keyScopes);
    const asAgent = house.team.agent.headers();
    expect((await call(origin, create, body(), { origin })).error).toBe('UNAUTHENTICATED');
    expect((await call(origin, create, body(), asAgent)).error).toBe('FORBIDDEN');
    const asProgram = { authorization: `Bearer ${key}` };
    expect((await call(origin, create, body(), asProgram)).error).toBe('FORBIDDEN');
  });

  it('an admin makes their own, of this workspace, with a secret of ours', async () => {
    const answer = await call(house.test.origin, create, body(), house.team.admin.headers());
    const { result } = JSON.parse(answer.text) as {
      result: { data: { key: string; apiKey: { createdBy: { id: string } } } };
    };
    expect(result.data.apiKey.createdBy.id).toBe(house.team.admin.userId);
    expect(result.data.key).not.toBe(body().key);
    const theirs = await house.stranger.api.keys.list.query();
    expect(theirs.keys.filter(({ name }) => name === 'Mine')).toEqual([]);
  });

  it('a key never holds more than the role of whoever made it', async () => {
    const ownersOnly = keyScopes.filter(
      (scope) => !(workspacePermissions[scope] as readonly string[]).includes('admin'),
    );
    for (const scope of ownersOnly) {
      await expect(makeKey([scope], 'secret', house.team.admin)).rejects.toMatchObject({
        data: { error: 'FORBIDDEN' },
      });
    }
    // What they can make, they can do themselves.
    const all = keyScopes.filter((scope) => !ownersOnly.includes(scope));
    await expect(makeKey(all, 'secret', house.team.admin)).resolves.toBeDefined();
  });
});

describe('[A39] a publishable key', () => {
  it('opens what is made for strangers and nothing else', async () => {
    const { key } = await makeKey(publishableScopes, 'publishable');
    const open: string[] = [];
    for (const procedure of procedures) {
      if (procedure.permission === 'public') continue;
      const answer = await call(
        house.test.origin,
        procedure,
        sampleInput(procedure.input, house.ids),
        { authorization: `Bearer ${key}` },
      );
      if (answer.error === null) open.push(procedure.path);
    }
    expect(open).toEqual(['widgets.list', 'widgets.get']);
  });
});

describe('[A62] a publishable key in a page of another site', () => {
  it('reads there what it may, without a cookie, and a secret’s calls are not let through', async () => {
    const { key } = await makeKey(publishableScopes, 'publishable');
    const origin = 'https://www.customer.example';
    const from = { origin, authorization: `Bearer ${key}` };
    const widgets = await call(
      house.test.origin,
      { path: 'widgets.list', kind: 'query' },
      undefined,
      from,
    );
    expect(widgets.error).toBeNull();
    expect(widgets.headers.get('access-control-allow-origin')).toBe(origin);
    expect(widgets.headers.get('access-control-allow-credentials')).toBeNull();
    const other = await call(house.test.origin, list, {}, from);
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the table of permissions and the contract agree about keys', () => {
  const declared = Object.values(contract).flatMap(
    (domain): Procedure[] => Object.values(domain) as Procedure[],
  );
  const forKeys = (permission: WorkspacePermission) =>
    [...declared, ...Object.values(routes)].some(
      (each) => each.permission === permission && each.personOnly !== true && each.stepUp !== true,
    );

  it('every scope opens something, and what only people may do is no scope', () => {
    const all = Object.keys(workspacePermissions) as WorkspacePermission[];
    expect(all.filter((each) => isWorkspacePermission(each) && forKeys(each)).toSorted()).toEqual(
      [...keyScopes].toSorted(),
    );
    expect(publishableScopes.every((scope) => keyScopes.includes(scope))).toBe(true);
  });
});

describe('[A10] live sockets of a key', () => {
  it('open its workspace alone, follow what it may, and end when it is revoked', async () => {
    const { owner } = house.team;
    const { key, apiKey } = await makeKey(['conversations.read']);
    const foreign = await greet(house.test.origin, {
      path: `/realtime?workspace=${house.stranger.tenantId}`,
      token: key,
    });
    expect(foreign.answer).toMatchObject({ op: 'bye', reason: 'unauthenticated' });
    foreign.socket.close();
    const { socket, answer } = await greet(house.test.origin, { token: key });
    expect(answer.op).toBe('welcome');
    expect(await follow(socket, 'inbox', 1)).toBe('subscribed');
    expect(await follow(socket, 'knowledge', 2)).toBe('forbidden');
    const startedAt = performance.now();
    await owner.api.keys.revoke.mutate({ keyId: apiKey.id });
    expect(await socket.next('bye')).toMatchObject({ reason: 'unauthenticated' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    socket.close();
  });

  it('lose what its maker lost, and end with their membership', async () => {
    const { owner } = house.team;
    const admin = await house.test.join(owner, 'admin');
    const { key } = await makeKey(['system.read', 'conversations.read'], 'secret', admin);
    const { socket } = await greet(house.test.origin, { token: key });
    expect(await follow(socket, 'inbox')).toBe('subscribed');
    await owner.api.team.remove.mutate({ userId: admin.userId });
    expect(await socket.next('bye')).toMatchObject({ reason: 'unauthenticated' });
    expect((await asKey(key)).error).toBe('UNAUTHENTICATED');
    socket.close();
  });
});
