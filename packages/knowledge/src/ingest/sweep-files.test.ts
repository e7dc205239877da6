import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@platform/shared/ids';
import { createLogger } from '@platform/shared/logger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileKey } from '../files/file-store.ts';
import { bytesOf } from '../parse/testing/sample-files.ts';
import { sweepFiles } from './sweep-files.ts';
import { type IngestSetup, setUpIngest } from './testing/ingest-setup.ts';

let setup: IngestSetup;
beforeAll(async () => {
  setup = await setUpIngest();
});
afterAll(() => setup.close());

const hour = 60 * 60 * 1_000;

async function storeOrphan(tenantId: string, ageMs: number): Promise<string> {
  async function* source() {
    yield bytesOf('Left behind.');
  }
  const key = fileKey(tenantId, newId('document'));
  await setup.files.store(key, await setup.files.receive(source(), 100));
  const then = new Date(Date.now() - ageMs);
  await utimes(path.join(setup.folder, ...key.split('/')), then, then);
  return key;
}

it('[A55] removes files whose document is gone, spares young ones and those of documents, once a day', async () => {
  const tenantId = await setup.test.createTenant();
  const kept = await setup.add(tenantId, 'a.txt', bytesOf('The ferry leaves at noon.'));
  const keptKey = (await setup.document(tenantId, kept))?.storageKey ?? '';
  const old = new Date(Date.now() - 48 * hour);
  await utimes(path.join(setup.folder, ...keptKey.split('/')), old, old);
  const orphan = await storeOrphan(tenantId, 2 * hour);
  const young = await storeOrphan(tenantId, hour / 2);

  // Of a workspace this database does not know: somebody else's, or lost with a backup.
  const foreign = await storeOrphan(newId('tenant'), 48 * hour);

  const sweep = () =>
    sweepFiles({
      db: setup.db,
      files: setup.files,
      logger: createLogger({ level: 'silent' }),
      signal: new AbortController().signal,
    });
  expect(await sweep()).toBe(1);
  await expect(setup.files.read(orphan)).rejects.toThrow();
  expect(await setup.files.read(young)).toHaveLength(12);
  expect(await setup.files.read(foreign)).toHaveLength(12);
  expect(await setup.files.read(keptKey)).toHaveLength(25);

  await storeOrphan(tenantId, 2 * hour);
  expect(await sweep()).toBe(0);
  await setup.test.superuser`update leases set lease_until = now() - interval '1 second'`;
  expect(await sweep()).toBe(1);
});
