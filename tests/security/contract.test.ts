import { readFileSync } from 'node:fs';
import { routes } from '@platform/api-contract/contract';
import { isWorkspacePermission, roleMay } from '@platform/api-contract/permissions';
import { auditDetails, auditLogs } from '@platform/db/schema';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  call,
  type Listed,
  procedures,
  type RequestHeaders,
  request,
} from './support/call.ts';
import { furnishHouse, type House, question } from './support/house.ts';
import { type Occasion, occasions } from './support/occasions.ts';
import { absentIds, idFieldsOf, sampleInput } from './support/sample-input.ts';
import { password } from './support/session.ts';

let house: House;
beforeAll(async () => {
  house = await furnishHouse();
}, 120_000);
afterAll(() => house.close());

type Entry = typeof auditLogs.$inferSelect & { readonly details: string };

async function readEntries(): Promise<Entry[]> {
  const { db } = house.test.platform.services;
  const [entries, details] = await Promise.all([
    db.system((tx) => tx.select().from(auditLogs)),
    db.system((tx) => tx.select().from(auditDetails)),
  ]);
  const told = new Map(details.map((each) => [each.entryId, each.details]));
  return entries.map((entry) => ({ ...entry, details: told.get(entry.id) ?? '' }));
}

/** The entries of every workspace that were not there before, but for those of refusals. */
async function entriesOf(act: () => Promise<Answer>): Promise<{ answer: Answer; added: Entry[] }> {
  const before = new Set((await readEntries()).map(({ id }) => id));
  const answer = await act();
  await house.test.platform.services.refusals.flush();
  const added = (await readEntries()).filter(
    ({ id, action }) => !before.has(id) && !action.startsWith('refused.'),
  );
  return { answer, added };
}

const form = (name: string, content: string) => {
  const body = new FormData();
  body.append('file', new Blob([content]), name);
  return body;
};
const upload = (name: string, content: string, headers = house.team.owner.headers()) =>
  request(house.test.origin, routes.uploadDocuments.path, {
    method: 'POST',
    headers,
    body: form(name, content),
  });

/** What the procedure is called with, at a moment in which it has something to do. */
async function occasionOf(procedure: Listed) {
  const occasion: Occasion = (await occasions[procedure.path]?.(house)) ?? {};
  const input = sampleInput(procedure.input, { ...house.ids, ...occasion.ids });
  const visitors = procedure.path.startsWith('visitor.');
  const usual = visitors ? bearer(house.visitor.token) : house.team.owner.headers();
  return {
    input: occasion.input === undefined ? input : { ...Object(input), ...occasion.input },
    headers: occasion.headers ?? usual,
    tenantId: occasion.tenantId ?? house.team.owner.tenantId,
  };
}
const bearer = (token: string): RequestHeaders => ({ authorization: `Bearer ${token}` });

/** The workspace that must have the entry: the caller's, or the one the call has made. */
function workspaceOf({ path }: Listed, answer: Answer, otherwise: string): string {
  const { data } = (JSON.parse(answer.text) as { result: { data: Record<string, unknown> } })
    .result;
  if (path === 'workspaces.create') return String(data.tenantId);
  if (path !== 'auth.signUp') return otherwise;
  const [membership] = data.memberships as { tenantId: string }[];
  return membership?.tenantId ?? '';
}

const mutations = procedures
  .filter(({ kind }) => kind === 'mutation')
  .map((procedure) => [procedure.path, procedure] as const);
/** What needs somebody elsewhere, a provider or a web site: tested where those are, by the entry's name. */
const elsewhere: Readonly<Record<string, string>> = {
  'providers.finish': 'packages/api/src/modules/providers/providers.test.ts',
  'providers.unlink': 'packages/api/src/modules/providers/providers.test.ts',
  'sso.save': 'packages/api/src/modules/sso/sso.test.ts',
  'sso.verifyDomain': 'packages/api/src/modules/sso/sso.test.ts',
  'knowledge.addAddress': 'packages/api/src/modules/knowledge/add-address.test.ts',
};
const promised = mutations.filter(([, { audit }]) => audit !== undefined);
const audited = promised.filter(([path]) => !(path in elsewhere));
/** These have nothing to do without a provider or an invitation. */
const needsMore = /^(providers\.start|sso\.startTest|invitations\.preview)/;
const silent = mutations.filter(
  ([path, { audit }]) => audit === undefined && !needsMore.test(path),
);

const secretsIn = (entry: Entry, headers: Readonly<Record<string, string>>) => {
  const written = JSON.stringify(entry);
  const { cookie = '', 'x-csrf-token': csrf = '' } = headers;
  const secrets = [password, question, cookie.split('=')[1] ?? '', csrf, house.visitor.token];
  return secrets.filter((secret) => secret !== '' && written.includes(secret));
};

describe('what the contract promises to write down', () => {
  it.each(audited)(
    '[A52][ASVS 16.2.1][ASVS 16.3.1] %s leaves one entry, where it belongs, without secrets',
    async (_path, procedure) => {
      const { input, headers, tenantId } = await occasionOf(procedure);
      const { answer, added } = await entriesOf(() =>
        call(house.test.origin, procedure, input, headers),
      );
      expect(answer.status, answer.text).toBe(200);
      const inWorkspace = workspaceOf(procedure, answer, tenantId);
      const entries = added.filter((entry) => entry.tenantId === inWorkspace);
      expect(entries.map(({ action }) => action)).toEqual([procedure.audit]);
      const [entry] = entries;
      expect(entry).toMatchObject({
        actorKind: 'user',
        requestId: answer.headers.get('x-request-id'),
        createdAt: expect.any(Date),
      });
      const details = JSON.parse(entry?.details ?? '') as { address: string };
      expect(details.address).toMatch(/127\.0\.0\.1|::1/);
      if (entry !== undefined) expect(secretsIn(entry, headers)).toEqual([]);
      // Nobody is named in the part that cannot be erased.
      expect(`${entry?.actor}${entry?.target}`).not.toMatch(/usr_|vis_|@/);
    },
  );

  it('an upload leaves one entry for each file it takes, and none for one it knows', async () => {
    const content = `# Words\n\n${newId('event')} ${question}`;
    const first = await entriesOf(() => upload('words.md', content));
    expect(first.added).toMatchObject([
      { action: routes.uploadDocuments.audit, tenantId: house.team.owner.tenantId },
    ]);
    expect(JSON.stringify(first.added)).not.toContain(question);
    expect((await entriesOf(() => upload('again.md', content))).added).toEqual([]);
  });

  it.each(silent)('%s, which promises none, leaves none', async (_path, procedure) => {
    const { input, headers } = await occasionOf(procedure);
    const { answer, added } = await entriesOf(() =>
      call(house.test.origin, procedure, input, headers),
    );
    expect(answer.status, answer.text).toBe(200);
    expect(added).toEqual([]);
  });
});

it.each(Object.entries(elsewhere))('%s is tested by its entry in %s', (path, file) => {
  const action = promised.find(([each]) => each === path)?.[1].audit;
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(text).toContain(`'${action}'`);
});

describe('what did not happen is not written down', () => {
  it.each(promised)('%s, refused', async (_path, procedure) => {
    const { origin } = house.test;
    const sound = sampleInput(procedure.input, house.ids);
    const attempts: (() => Promise<Answer>)[] = [
      () => call(origin, procedure, [sound], house.team.owner.headers()),
      () => call(origin, procedure, sound, { origin: 'https://evil.example' }),
    ];
    if (procedure.permission.includes('.')) {
      const intruder = { ...house.stranger.headers(), 'x-workspace': house.team.owner.tenantId };
      attempts.push(() => call(origin, procedure, sound, intruder));
    }
    if (isWorkspacePermission(procedure.permission) && !roleMay('viewer', procedure.permission)) {
      attempts.push(() => call(origin, procedure, sound, house.team.viewer.headers()));
    }
    if (idFieldsOf(procedure.input).length > 0) {
      const absent = sampleInput(procedure.input, absentIds());
      attempts.push(() => call(origin, procedure, absent, house.team.owner.headers()));
    }
    for (const attempt of attempts) {
      const { answer, added } = await entriesOf(attempt);
      expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
      expect(added).toEqual([]);
    }
  });

  it('a sign-in with a wrong password, and a file that is refused at the door', async () => {
    const signIn = { path: 'auth.signIn', kind: 'mutation' } as const;
    const wrong = { email: house.team.owner.email, password: `${password}!` };
    const failed = await entriesOf(() => call(house.test.origin, signIn, wrong));
    expect(failed.answer.error).toBe('WRONG_CREDENTIALS');
    expect(failed.added).toEqual([]);
    const refused = await entriesOf(() => upload('a.md', 'a', house.team.agent.headers()));
    expect(refused.answer.error).toBe('FORBIDDEN');
    expect(refused.added).toEqual([]);
  });
});
