import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '@platform/api/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Instance, stablePort } from './instance.ts';
import { TeamMember } from './team-member.ts';

let home: string;
let instance: Instance;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'parley-killed-upload-'));
  instance = new Instance({ port: await stablePort(), dataDir: home, variables: {} });
  await instance.start();
});
afterEach(async () => {
  await instance.kill();
  await rm(home, { recursive: true, force: true });
});

it('half of a file, left by a process that was killed, is gone with the next start', async () => {
  const team = await TeamMember.signUp(instance.origin);
  const incoming = () => readdir(path.join(home, 'files', 'incoming'));
  const upload = request(`${instance.origin}/upload/documents`, {
    method: 'POST',
    headers: { ...team.headers(), 'content-type': 'multipart/form-data; boundary=half' },
  });
  const cutOff = once(upload, 'error');
  upload.write(halfOfAFile);
  await until(incoming, (names) => names.length === 1);
  await instance.kill();
  await cutOff;
  expect(await incoming()).toHaveLength(1);

  await instance.start();
  expect(await incoming()).toEqual([]);
  expect((await team.api.knowledge.list.query({})).items).toEqual([]);
});

const halfOfAFile = [
  '--half',
  'content-disposition: form-data; name="files"; filename="book.md"',
  'content-type: text/markdown',
  '',
  'The ferry leaves at noon. '.repeat(8_000),
].join('\r\n');
