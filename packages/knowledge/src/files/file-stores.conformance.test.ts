import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileMissingError, type FileStore, FileTooLargeError, fileKey } from './file-store.ts';
import { createLocalFiles } from './local-files.ts';
import { createS3Files } from './s3-files.ts';
import { type S3TestServer, startS3Server } from './testing/s3-server.ts';

let folder: string;
let server: S3TestServer;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'files-'));
  server = await startS3Server('documents');
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const credentials = { accessKeyId: 'key-id', secretAccessKey: 'secret' };
const s3 = (bucket = 'documents') =>
  createS3Files({ endpoint: server.endpoint, bucket, region: 'eu-test-1', credentials });
const drivers: Record<string, () => Promise<FileStore>> = {
  local: () => createLocalFiles(path.join(folder, 'store')),
  s3: () => s3(),
};

const newKey = () => fileKey(newId('tenant'), newId('document'));

async function* chunks(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.each(Object.keys(drivers))('%s', (name) => {
  const open = () => drivers[name]?.() ?? Promise.reject(new Error(name));

  it('gives back what was stored, with its size and hash, whole and as a stream', async () => {
    const files = await open();
    const bytes = randomBytes(1_500_000);
    const received = await files.receive(chunks(bytes), 2_000_000);
    expect(received).toMatchObject({
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const key = newKey();
    await files.store(key, received);
    expect(Buffer.from(await files.read(key)).equals(bytes)).toBe(true);
    const streamed: Buffer[] = [];
    for await (const chunk of await files.open(key)) streamed.push(chunk);
    expect(Buffer.concat(streamed).equals(bytes)).toBe(true);
  });

  it('keeps an empty file', async () => {
    const files = await open();
    const key = newKey();
    await files.store(key, await files.receive(chunks(new Uint8Array()), 10));
    expect(await files.read(key)).toHaveLength(0);
  });

  it('stops reading at the limit and leaves nothing', async () => {
    const files = await open();
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 100_000;
        yield new Uint8Array(100_000);
      }
    }
    await expect(files.receive(endless(), 250_000)).rejects.toThrow(FileTooLargeError);
    expect(sent).toBe(300_000);
  });

  it('hands on what a broken stream throws, and leaves nothing', async () => {
    const files = await open();
    async function* broken() {
      yield new Uint8Array(10);
      throw new Error('The client went away.');
    }
    await expect(files.receive(broken(), 100)).rejects.toThrow('The client went away.');
  });

  it('says that a file is missing, and removes one that is not there without complaint', async () => {
    const files = await open();
    const key = newKey();
    await expect(files.read(key)).rejects.toThrow(FileMissingError);
    await expect(files.open(key)).rejects.toThrow(FileMissingError);
    await files.store(key, await files.receive(chunks(new Uint8Array(5)), 10));
    await files.remove(key);
    await files.remove(key);
    await expect(files.read(key)).rejects.toThrow(FileMissingError);
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    `${newId('tenant')}/../${newId('tenant')}/${newId('document')}`,
    `${newId('tenant')}/${newId('document')}/..`,
    `${newId('tenant')}\\${newId('document')}`,
    `${newId('tenant')}/${newId('document')}\0`,
    `${newId('tenant')}/${newId('document')}\n`,
    `${newId('document')}/${newId('tenant')}`,
    'incoming/upload-1',
    '',
  ])('[A44] refuses the key %j', async (key) => {
    const files = await open();
    await expect(files.read(key)).rejects.toThrow(TypeError);
    await expect(files.open(key)).rejects.toThrow(TypeError);
    await expect(files.remove(key)).rejects.toThrow(TypeError);
    const received = await files.receive(chunks(new Uint8Array(1)), 10);
    await expect(files.store(key, received)).rejects.toThrow(TypeError);
    await received.discard();
  });

  it('lists what is stored, page after page', async () => {
    const files = await open();
    const keys = new Set<string>();
    for (let index = 0; index < 5; index += 1) {
      const key = newKey();
      await files.store(key, await files.receive(chunks(new Uint8Array(index)), 10));
      keys.add(key);
    }
    const listed: string[] = [];
    for await (const { key, storedAt } of files.list()) {
      expect(storedAt.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
      listed.push(key);
    }
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining([...keys]));
    const [first = ''] = keys;
    await files.remove(first);
    const after = new Set<string>();
    for await (const { key } of files.list()) after.add(key);
    expect(after.has(first)).toBe(false);
  });

  it('lists what one workspace has stored, and nothing of another', async () => {
    const files = await open();
    const own = [newId('document'), newId('export')];
    const tenantId = newId('tenant');
    for (const key of [newKey(), ...own.map((id) => fileKey(tenantId, id))]) {
      await files.store(key, await files.receive(chunks(new Uint8Array(1)), 10));
    }
    const listed: string[] = [];
    for await (const { key } of files.list(tenantId)) listed.push(key);
    expect(listed.sort()).toEqual(own.map((id) => fileKey(tenantId, id)).sort());
  });

  it('is ready', async () => {
    await expect((await open()).check()).resolves.toBeUndefined();
  });
});

describe('local', () => {
  it('leaves no unfinished upload behind, and keeps files from other users of the host', async () => {
    const store = path.join(folder, 'clean');
    const files = await createLocalFiles(store);
    await files.receive(chunks(new Uint8Array(100)), 10).catch(() => 'refused');
    const received = await files.receive(chunks(new Uint8Array(5)), 10);
    await received.discard();
    expect(await readdir(path.join(store, 'incoming'))).toEqual([]);
  });

  it('clears away what a process that was killed had not finished, once that is sure', async () => {
    const store = path.join(folder, 'killed');
    const incoming = path.join(store, 'incoming');
    await createLocalFiles(store);
    const young = path.join(incoming, 'upload-young');
    const old = path.join(incoming, 'upload-old');
    await writeFile(young, 'half of');
    await writeFile(old, 'half of');
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1_000);
    await utimes(old, yesterday, yesterday);

    // Among others by age: a young one may be another process's, which is still writing it.
    await createLocalFiles(store);
    expect(await readdir(incoming)).toEqual(['upload-young']);

    // Alone at once. What was stored is not touched.
    const key = newKey();
    const files = await createLocalFiles(store);
    await files.store(key, await files.receive(chunks(new Uint8Array(5)), 10));
    const alone = await createLocalFiles(store, { alone: true });
    expect(await readdir(incoming)).toEqual([]);
    expect(await alone.read(key)).toHaveLength(5);
  });

  it('[ASVS 5.3.2][A44] does not write through a link that stands where an upload would', async () => {
    const store = path.join(folder, 'linked');
    const files = await createLocalFiles(store);
    const outside = path.join(folder, 'outside');
    await writeFile(outside, 'untouched');
    const key = newKey();
    await files.store(key, await files.receive(chunks(new Uint8Array(5)), 10));
    const target = path.join(store, ...key.split('/'));
    await rm(target);
    await symlink(outside, target);
    await files.store(key, await files.receive(chunks(new Uint8Array(7)), 10));
    expect(await files.read(key)).toHaveLength(7);
    const { readFile } = await import('node:fs/promises');
    expect(await readFile(outside, 'utf8')).toBe('untouched');
  });
});

describe('s3', () => {
  it('[A35] stores objects as downloads of no particular type', async () => {
    const files = await s3();
    const key = newKey();
    await files.store(key, await files.receive(chunks(Buffer.from('<svg onload=alert(1)>')), 100));
    expect(server.headers.get(key)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
    });
  });

  it('says which bucket cannot be reached, and why', async () => {
    const files = await s3('elsewhere');
    await expect(files.check()).rejects.toThrow(/Bucket elsewhere at http.* cannot be reached/);
  });
});
