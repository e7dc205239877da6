import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '@platform/api/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Instance, stablePort } from './instance.ts';
import { customerOrigin, TeamMember } from './team-member.ts';
import { apiAt } from './trpc-at.ts';

const dayMs = 24 * 60 * 60 * 1000;
let home: string;
let instance: Instance;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'parley-host-'));
  const troubles = new URL('host-troubles.ts', import.meta.url).href;
  instance = new Instance({
    port: await stablePort(),
    dataDir: home,
    variables: { NODE_OPTIONS: `--import=${troubles}` },
  });
  await instance.start();
});
afterEach(async () => {
  await instance.kill();
  await rm(home, { recursive: true, force: true });
});

it('[A60] a disk without room is said so, keeps nothing of the file, and is forgotten once there is room', async () => {
  const team = await TeamMember.signUp(instance.origin);
  const send = async (name: string) => {
    const form = new FormData();
    form.append('files', new Blob([`# ${name}\n\n${'Some words. '.repeat(2_000)}`]), name);
    const init = { method: 'POST', headers: team.headers(), body: form };
    return fetch(`${instance.origin}/upload/documents`, init);
  };
  instance.trouble({ type: 'disk', full: true });
  const refused = await until(
    () => send('too-much.md'),
    (response) => response.status !== 200,
  );
  expect(refused.status).toBe(507);
  expect(await refused.json()).toMatchObject({ code: 'STORAGE_FULL', retry: true });
  const stored = await readdir(path.join(home, 'files', 'incoming'));
  expect(stored).toEqual([]);
  // What needs no room goes on.
  expect((await fetch(`${instance.origin}/livez`)).status).toBe(200);
  expect((await team.api.knowledge.list.query({})).items.length).toBeLessThanOrEqual(1);

  instance.trouble({ type: 'disk', full: false });
  await until(
    () => send('fits.md'),
    (response) => response.status === 200,
  );
  await team.upload('fits-again.md', '# Fits again\n\nThere is room.');
});

it('[A60] a clock that jumps ends what is over by it, and nothing else, and takes nothing away for good', async () => {
  const team = await TeamMember.signUp(instance.origin);
  const widgetId = await team.createWidget();
  const headers = { origin: customerOrigin, authorization: '' };
  const visitor = apiAt(instance.origin, () => headers);
  const { token } = await visitor.visitor.start.mutate({ widgetId });
  headers.authorization = `Bearer ${token}`;
  const signedIn = async () => (await team.api.auth.me.query()).user !== null;

  // A day ahead: sessions last for thirty, visitors for half a year.
  instance.trouble({ type: 'clock', offsetMs: dayMs });
  expect(await until(signedIn, (is) => is)).toBe(true);
  expect((await visitor.visitor.history.query()).conversations).toEqual([]);

  // Forty days ahead the session is over, and the visitor's token is not.
  instance.trouble({ type: 'clock', offsetMs: 40 * dayMs });
  expect(await until(signedIn, (is) => !is)).toBe(false);
  await expect(team.api.workspaces.get.query()).rejects.toMatchObject({
    data: { error: 'UNAUTHENTICATED' },
  });
  const asked = await visitor.visitor.send.mutate({ clientId: 'over-the-jump', text: 'Hello?' });
  expect(asked.message.text).toBe('Hello?');

  // Back again, even to before the session began: it works, and new ones can be opened.
  instance.trouble({ type: 'clock', offsetMs: -dayMs });
  expect(await until(signedIn, (is) => is)).toBe(true);
  const late = await TeamMember.signUp(instance.origin);
  expect(late.tenantId).not.toBe('');
  expect(instance.output).not.toMatch(/"level":(50|60)/);
});
