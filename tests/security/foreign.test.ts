import { routes } from '@platform/api-contract/contract';
import { roleMay, roles } from '@platform/api-contract/permissions';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, type Listed, procedures, type RequestHeaders, request } from './support/call.ts';
import { furnishHouse, type House } from './support/house.ts';
import {
  absentIds,
  type Ids,
  idFieldsOf,
  narrowsList,
  sampleInput,
} from './support/sample-input.ts';

let house: House;
beforeAll(async () => {
  house = await furnishHouse();
}, 120_000);
afterAll(() => house.close());

/** Someone from elsewhere, with every right in their own workspace. */
const strangerTo = (procedure: Listed): RequestHeaders => {
  if (procedure.permission !== 'visitor') return house.stranger.headers();
  return { authorization: `Bearer ${house.foreignVisitor.token}` };
};

const naming = procedures.flatMap((procedure) =>
  procedure.permission === 'public'
    ? []
    : idFieldsOf(procedure.input).map((field) => [procedure.path, field, procedure] as const),
);

describe.each(naming)('%s with a foreign %s', (_path, field, procedure) => {
  it('[ASVS 8.4.1][ASVS 8.2.2][A1][A2][A9] answers byte for byte as if the row did not exist', async () => {
    // All the caller's own, but this one: a child is not let in by its parent, nor the other way.
    const withOne = (ids: Ids) =>
      sampleInput(procedure.input, { ...house.strangersIds, [field]: ids[field] });
    const ask = (ids: Ids) =>
      call(house.test.origin, procedure, withOne(ids), strangerTo(procedure));
    const foreign = await ask(house.ids);
    const absent = await ask(absentIds());
    expect(foreign.error).toBe(narrowsList(procedure.path) ? null : 'NOT_FOUND');
    expect(foreign.bytes).toBe(absent.bytes);
  });
});

it('[A1][A2] leaves nothing of a workspace behind in the other, and shows nothing of it', async () => {
  const secrets = [...Object.values(house.ids), house.team.owner.tenantId, house.team.owner.email];
  for (const procedure of procedures) {
    if (procedure.kind === 'mutation' || procedure.permission === 'public') continue;
    const input = sampleInput(procedure.input, house.strangersIds);
    const answer = await call(house.test.origin, procedure, input, strangerTo(procedure));
    for (const secret of secrets) expect(answer.text, procedure.path).not.toContain(secret);
  }
  const { items } = await house.team.owner.api.conversations.list.query({});
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ state: 'ai', tags: [], assigneeId: null });
});

describe('[A3] no workspace, an empty one, or a wrong one', () => {
  const inWorkspaces = procedures.filter(({ permission }) => permission.includes('.'));
  it.each([
    ['none', undefined],
    ['empty', ''],
    ['null', 'null'],
    ['undefined', 'undefined'],
    ['a wildcard', '%'],
    ['all noughts', `ten_${'0'.repeat(26)}`],
    ['two at once', 'both'],
  ])('%s: denied like a foreign one', async (_what, named) => {
    const { 'x-workspace': own = '', ...rest } = house.stranger.headers();
    const value = named === 'both' ? `${own}, ${house.team.owner.tenantId}` : named;
    const denied = value === undefined ? rest : { ...rest, 'x-workspace': value };
    const foreign = { ...rest, 'x-workspace': house.team.owner.tenantId };
    for (const procedure of inWorkspaces) {
      const input = sampleInput(procedure.input, house.ids);
      const answer = await call(house.test.origin, procedure, input, denied);
      const compared = await call(house.test.origin, procedure, input, foreign);
      expect(answer.error, procedure.path).toBe('NOT_FOUND');
      expect(answer.bytes).toBe(compared.bytes);
    }
  });
});

const aFile = () => {
  const form = new FormData();
  form.append('file', new Blob([`# Note\n\n${newId('event')}`]), 'note.md');
  return form;
};
const upload = (headers: RequestHeaders, body: BodyInit = aFile()) =>
  request(house.test.origin, routes.uploadDocuments.path, { method: 'POST', headers, body });
const download = (documentId: string, headers: RequestHeaders) =>
  request(house.test.origin, routes.downloadDocument.path.replace(':documentId', documentId), {
    headers,
  });
const visitorHeaders = () => ({ authorization: `Bearer ${house.visitor.token}` });

describe('routes that are not procedures', () => {
  it('[A61] take no file and give none without a session, whatever else is brought', async () => {
    const without: RequestHeaders[] = [
      {},
      visitorHeaders(),
      { cookie: 'parley_session_0=' },
      { 'x-workspace': house.team.owner.tenantId },
      { 'content-type': 'Multipart/Form-Data; boundary=x' },
    ];
    for (const headers of without) {
      expect((await upload(headers)).error).toBe('UNAUTHENTICATED');
      expect((await download(house.ids.documentId, headers)).error).toBe('UNAUTHENTICATED');
    }
    const { counts } = await house.team.owner.api.knowledge.list.query({});
    expect(counts.total).toBe(1);
  });

  it.each(roles)('[A6] %s uploads and downloads as the table of permissions says', async (role) => {
    const headers = house.team[role].headers();
    const sent = await upload(headers);
    expect(sent.error).toBe(roleMay(role, 'knowledge.write') ? null : 'FORBIDDEN');
    const got = await download(house.ids.documentId, headers);
    expect(got.error).toBe(roleMay(role, 'knowledge.read') ? null : 'FORBIDDEN');
  });

  it('[A1] a foreign file is as absent as none', async () => {
    const there = { ...house.stranger.headers(), 'x-workspace': house.team.owner.tenantId };
    expect((await upload(there)).error).toBe('NOT_FOUND');
    expect((await download(house.ids.documentId, there)).error).toBe('NOT_FOUND');
    const here = house.stranger.headers();
    const foreign = await download(house.ids.documentId, here);
    const absent = await download(newId('document'), here);
    expect(foreign.error).toBe('NOT_FOUND');
    expect(foreign.bytes).toBe(absent.bytes);
  });

  it('[A23] an upload from another site, or without its token, is refused', async () => {
    const headers = house.team.owner.headers();
    const { 'x-csrf-token': _token, ...without } = headers;
    expect((await upload(without)).error).toBe('CSRF');
    expect((await upload({ ...headers, origin: 'https://evil.example' })).error).toBe('CSRF');
  });
});
