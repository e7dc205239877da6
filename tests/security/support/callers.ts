import { createHmac } from 'node:crypto';
import {
  createStates,
  customerOrigin,
  type TestMember,
  type TestVisitor,
} from '@platform/api/testing';
import {
  isWorkspacePermission,
  keyScopes,
  type Role,
  roleMay,
  roles,
  type WorkspacePermission,
} from '@platform/api-contract/permissions';
import { hashSessionToken } from '@platform/auth';
import { newId, uuidv7 } from '@platform/shared/ids';
import { call, type RequestHeaders } from './call.ts';
import type { House } from './house.ts';
import { openSession, password } from './session.ts';
import type { Target } from './targets.ts';

/** `done`: let in, whatever the rule behind the door then says. Otherwise the code of the refusal. */
export type Expected = 'done' | string;

export interface Caller {
  readonly name: string;
  /** As which member it prepares what it needs, where it is one. */
  readonly role?: Role;
  /** Is let in with empty hands only: what it may do is tried in earnest by another caller. */
  readonly onlyKnocks?: true;
  headers(target: Target): RequestHeaders | Promise<RequestHeaders>;
  expected(target: Target): Expected;
}

type OpenDoor = 'done' | 'NOT_FOUND';

/** What a person meets, in the order of the one policy. */
interface PersonFacts {
  /** Refused in every workspace with this. */
  readonly outside?: string;
  readonly role?: Role;
  readonly mfaPending?: true;
  readonly staleProof?: true;
  /** What a row that was named is to them. */
  readonly rows?: OpenDoor;
}

function forPerson(facts: PersonFacts): Caller['expected'] {
  return ({ permission, stepUp, namesRows }) => {
    if (permission === 'public' || permission === 'pending') return 'done';
    if (permission === 'visitor') return 'UNAUTHENTICATED';
    if (facts.mfaPending) return 'MFA_PENDING';
    if (isWorkspacePermission(permission)) {
      if (facts.outside !== undefined) return facts.outside;
      if (!roleMay(facts.role ?? 'owner', permission)) return 'FORBIDDEN';
    }
    if (stepUp === true && facts.staleProof) return 'STEP_UP';
    return namesRows ? (facts.rows ?? 'done') : 'done';
  };
}

const forNobody: Caller['expected'] = ({ permission }) =>
  permission === 'public' ? 'done' : 'UNAUTHENTICATED';

function forKey(facts: {
  scopes: readonly WorkspacePermission[];
  outside?: string;
  rows?: OpenDoor;
}): Caller['expected'] {
  return ({ permission, stepUp, personOnly, namesRows }) => {
    if (permission === 'public') return 'done';
    if (!isWorkspacePermission(permission)) return 'UNAUTHENTICATED';
    if (facts.outside !== undefined) return facts.outside;
    if (!facts.scopes.includes(permission) || stepUp || personOnly) return 'FORBIDDEN';
    return namesRows ? (facts.rows ?? 'done') : 'done';
  };
}

const forVisitor =
  (rows: OpenDoor): Caller['expected'] =>
  ({ permission, namesRows }) => {
    if (permission === 'public') return 'done';
    if (permission !== 'visitor') return 'UNAUTHENTICATED';
    return namesRows ? rows : 'done';
  };

const bearer = (token: string): RequestHeaders => ({ authorization: `Bearer ${token}` });

/** Every kind of caller and credential, each in the state it is tried in. */
export async function gatherCallers(house: House): Promise<Caller[]> {
  const { test, team, stranger } = house;
  const states = createStates(test.platform);
  /** A further session of the owner, put into a state. */
  const session = async (put: (token: string) => Promise<unknown>) => {
    const headers = await openSession(test.origin, team.owner);
    await put((headers.cookie ?? '').split('=')[1] ?? '');
    return headers;
  };
  const withHeaders = (
    name: string,
    headers: RequestHeaders,
    expected: Caller['expected'],
  ): Caller => ({ name, onlyKnocks: true, headers: () => headers, expected });

  const inRole = (role: Role): Caller => ({
    name: role,
    role,
    headers: () => team[role].headers(),
    expected: forPerson({ role }),
  });
  const outsider = (name: string, workspace: string, facts: PersonFacts): Caller => ({
    name,
    headers: () => ({ ...stranger.headers(), 'x-workspace': workspace }),
    expected: forPerson(facts),
  });
  const visitor = (name: string, { token }: TestVisitor, rows: OpenDoor): Caller => ({
    name,
    headers: () => bearer(token),
    expected: forVisitor(rows),
  });

  /** A workspace of its own whose owner is in good standing, put into a state. */
  const restricted = async (
    name: string,
    state: Parameters<typeof states.workspace>[1],
    outside: string,
  ) => {
    const owner = await test.signUp(name);
    const { key } = await owner.api.keys.create.mutate(keyWith(keyScopes));
    await states.workspace(owner.tenantId, state);
    return { owner, key, caller: withHeaders(name, owner.headers(), forPerson({ outside })) };
  };
  const suspended = await restricted(
    'owner of a suspended workspace',
    { suspendedAt: new Date() },
    'WORKSPACE_SUSPENDED',
  );
  const wantsFactor = await restricted(
    'member without the second factor that the workspace wants',
    { mfaRequired: true },
    'MFA_REQUIRED',
  );
  const wantsSso = await restricted(
    'member who came past the provider that the workspace wants',
    { ssoRequiredConnectionId: uuidv7() },
    'SSO_REQUIRED',
  );

  const disabled = await test.join(team.owner, 'admin');
  await states.disable(disabled.userId);
  const ended = await openSession(test.origin, team.owner);
  await call(test.origin, { path: 'auth.signOut', kind: 'mutation' }, undefined, ended);
  const { 'x-csrf-token': _token, ...withoutToken } = team.owner.headers();
  const crossSite = (target: Target, otherwise: Caller['expected'], alsoPublic: boolean) =>
    target.changes && (alsoPublic || target.permission !== 'public') ? 'CSRF' : otherwise(target);

  const make = async (
    who: TestMember,
    scopes: readonly WorkspacePermission[],
    kind: 'secret' | 'publishable' = 'secret',
  ) => who.api.keys.create.mutate({ ...keyWith(scopes), kind });
  const all = await make(team.owner, keyScopes);
  const one = await make(team.owner, ['conversations.read']);
  const publishable = await make(team.owner, ['widgets.read'], 'publishable');
  const foreign = await make(stranger, keyScopes);
  const changed = async (state: Parameters<typeof states.key>[2]) => {
    const { key, apiKey } = await make(team.owner, keyScopes);
    await states.key(team.owner.tenantId, apiKey.id, state);
    return key;
  };
  const past = new Date(Date.now() - 1_000);
  const revoked = await make(team.owner, keyScopes);
  await team.owner.api.keys.revoke.mutate({ keyId: revoked.apiKey.id });
  const leaver = await test.join(team.owner, 'admin');
  const left = await make(leaver, keyScopes);
  await states.leave(team.owner.tenantId, leaver.userId);
  const demoted = await test.join(team.owner, 'admin');
  const weakened = await make(demoted, keyScopes);
  await team.owner.api.team.changeRole.mutate({ userId: demoted.userId, role: 'viewer' });
  const lastDigit = all.key.endsWith('0') ? '1' : '0';
  const key = (name: string, value: string, expected: Caller['expected'], more = {}) =>
    withHeaders(name, { ...bearer(value), ...more }, expected);
  const noKey = (name: string, value: string) => key(name, value, forNobody);

  return [
    { name: 'nobody', headers: () => ({}), expected: forNobody },
    outsider("stranger in the team's workspace", team.owner.tenantId, { outside: 'NOT_FOUND' }),
    outsider('stranger in a workspace that does not exist', newId('tenant'), {
      outside: 'NOT_FOUND',
    }),
    outsider('stranger at home', stranger.tenantId, { rows: 'NOT_FOUND' }),
    visitor('another visitor', house.otherVisitor, 'NOT_FOUND'),
    visitor("another workspace's visitor", house.foreignVisitor, 'NOT_FOUND'),
    visitor('another visitor, who is proved', await proved(house), 'NOT_FOUND'),
    withHeaders(
      'visitor whose token was changed',
      bearer(`${house.visitor.token.slice(0, -2)}xx`),
      forNobody,
    ),
    visitor('visitor', house.visitor, 'done'),
    // The weakest first: who may not do a thing must not find it undone by who may.
    ...[...roles].reverse().map(inRole),

    withHeaders(
      'owner whose second factor is owed',
      await session((token) => states.session(token, { mfa: 'pending' })),
      forPerson({ mfaPending: true }),
    ),
    withHeaders(
      'owner whose last proof is too old',
      await session((token) => states.lastProof(token, 16)),
      forPerson({ staleProof: true }),
    ),
    withHeaders('owner whose session has ended', ended, forNobody),
    withHeaders(
      'owner whose session is past its time',
      await session((token) => states.session(token, { expiresAt: past })),
      forNobody,
    ),
    withHeaders('admin who is disabled', disabled.headers(), forNobody),
    suspended.caller,
    wantsFactor.caller,
    wantsSso.caller,
    withHeaders('owner without the token of the session', withoutToken, (target) =>
      crossSite(target, forPerson({}), false),
    ),
    withHeaders(
      'owner on another site',
      { ...team.owner.headers(), origin: 'https://evil.example' },
      (target) => crossSite(target, forPerson({}), true),
    ),

    key('key with all scopes', all.key, forKey({ scopes: keyScopes })),
    key('key with one scope', one.key, forKey({ scopes: ['conversations.read'] })),
    key('publishable key', publishable.key, forKey({ scopes: ['widgets.read'] })),
    key('key of another workspace', foreign.key, forKey({ scopes: keyScopes, rows: 'NOT_FOUND' })),
    key(
      "key of another workspace that names the team's",
      foreign.key,
      forKey({ scopes: [], outside: 'NOT_FOUND' }),
      { 'x-workspace': team.owner.tenantId },
    ),
    key(
      'key whose maker has become a viewer',
      weakened.key,
      forKey({ scopes: keyScopes.filter((scope) => roleMay('viewer', scope)) }),
    ),
    key(
      'key of a suspended workspace',
      suspended.key,
      forKey({ scopes: [], outside: 'WORKSPACE_SUSPENDED' }),
    ),
    noKey('key that is revoked', revoked.key),
    noKey('key past its time', await changed({ expiresAt: past })),
    noKey('key whose overlap is over', await changed({ overlapEndsAt: past })),
    noKey('key whose maker has left', left.key),
    noKey('key with a wrong checksum', all.key.slice(0, -1) + lastDigit),
    noKey('key without its end', all.key.slice(0, -1)),
    noKey('key of another kind', all.key.replace('sk_', 'pk_')),
    noKey('hash of a key', hashSessionToken(all.key)),
    // A key decides alone: what the cookie beside it could do is not added to it.
    withHeaders(
      "key with one scope beside the owner's cookie",
      { ...team.owner.headers(), ...bearer(one.key) },
      forKey({ scopes: ['conversations.read'] }),
    ),
    withHeaders(
      "revoked key beside the owner's cookie",
      { ...team.owner.headers(), ...bearer(revoked.key) },
      forNobody,
    ),
    withHeaders(
      'key in a header that is not for keys',
      { 'x-api-key': all.key, cookie: `key=${all.key}`, 'x-workspace': team.owner.tenantId },
      forNobody,
    ),
  ];
}

const keyWith = (scopes: readonly WorkspacePermission[]) => ({
  name: 'Program',
  kind: 'secret' as const,
  scopes: [...scopes],
  expiresInDays: null,
});

/** A visitor of the same widget whom the customer's own server vouched for. */
async function proved({ test, team, ids }: House): Promise<TestVisitor> {
  const { widgetId } = ids;
  const { secret } = await team.owner.api.widgets.addIdentitySecret.mutate({ widgetId });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'u1', exp: Math.floor(Date.now() / 1000) + 300 })}`;
  const proof = `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
  const api = test.anonymous({ origin: customerOrigin });
  const person = { token: proof };
  const { token, visitorId } = await api.visitor.start.mutate({ widgetId, person });
  return { token, visitorId, api: test.anonymous({ origin: customerOrigin, ...bearer(token) }) };
}

/** A person whose address is not proved, on a platform that asks for that. */
export async function signInUnproved(origin: string): Promise<RequestHeaders> {
  const email = `${newId('user')}@example.com`;
  const input = { name: 'Ada', email, password, workspaceName: 'Engines' };
  await call(origin, { path: 'auth.signUp', kind: 'mutation' }, input, { origin });
  const headers = await openSession(origin, { email, tenantId: '' });
  const me = await call(origin, { path: 'auth.me', kind: 'query' }, undefined, headers);
  const [, tenantId = ''] = /"tenantId":"(ten_\w+)"/.exec(me.text) ?? [];
  return { ...headers, 'x-workspace': tenantId };
}

export const forUnproved = forPerson({ outside: 'EMAIL_UNVERIFIED' });
