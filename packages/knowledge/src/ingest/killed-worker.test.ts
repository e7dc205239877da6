import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  connectEmbedded,
  createDatabase,
  type Database,
  databaseRoles,
  migrate,
} from '@platform/db';
import {
  knowledgeDocuments as documents,
  knowledgeChunks,
  knowledgeEmbeddings,
  knowledgeTerms,
  tenants,
} from '@platform/db/schema';
import { createNativeTestDatabase } from '@platform/db/testing';
import { newId } from '@platform/shared/ids';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalFiles } from '../files/local-files.ts';
import { bytesOf } from '../parse/testing/sample-files.ts';
import type { IngestEvent } from './ingest-event.ts';
import type { IngestProcessOptions } from './testing/ingest-process.ts';
import { addQueuedDocument } from './testing/ingest-setup.ts';

let folder: string;
let running: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'killed-'));
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  await rm(folder, { recursive: true, force: true });
});

function startProcess(options: IngestProcessOptions) {
  const script = new URL('./testing/ingest-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const said: (IngestEvent | string)[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => said.push(JSON.parse(line)));
  const ended = once(child, 'exit');
  /** Resolves once the process has said so, also if it did already. */
  const until = (what: (said: IngestEvent | string) => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!said.some(what)) return;
        lines.off('line', look);
        resolve();
      };
      lines.on('line', look);
      lines.on('close', () => reject(new Error('The process ended before it said so.')));
      look();
    });
  return { child, ended, until };
}

const isHeld = (said: IngestEvent | string) => said === 'held';
const isReady = (said: IngestEvent | string) => typeof said !== 'string' && said.state === 'ready';
const isIdle = (said: IngestEvent | string) => said === 'idle';

const berths = (name: string) =>
  bytesOf(
    Array.from(
      { length: 900 },
      (_, index) => `The ${name} berth ${index} costs ${index * 7} a night.`,
    ).join('\n\n'),
  );

/** Rows of a document, and how many of them would be were each there once. */
async function countsOf(db: Database, tenantId: string) {
  return db.tenant(tenantId, async (tx) => {
    const [row] = await tx.select().from(documents);
    const ordinals = await tx
      .selectDistinct({ ordinal: knowledgeChunks.ordinal })
      .from(knowledgeChunks);
    return {
      state: row?.state,
      stated: row?.chunkCount,
      chunks: await tx.$count(knowledgeChunks),
      ordinals: ordinals.length,
      vectors: await tx.$count(knowledgeEmbeddings),
      hasTerms: (await tx.$count(knowledgeTerms)) > 500,
    };
  });
}

describe('kill -9 on the embedded database', () => {
  it('at every stage in turn: each start goes on, and the document is finished once', async () => {
    const directory = path.join(folder, 'database');
    const filesFolder = path.join(folder, 'files');
    const tenantId = newId('tenant');
    const options = { database: { directory }, files: filesFolder, leaseMs: 1_000, holdAt: null };

    const before = await connectEmbedded(directory);
    await migrate(before);
    const db = createDatabase(before);
    await db.system((tx) => tx.insert(tenants).values({ id: tenantId, name: 'Acme' }));
    const files = await createLocalFiles(filesFolder);
    await addQueuedDocument({ db, files }, tenantId, 'a.txt', berths('northern'));
    await before.close();

    for (const holdAt of ['parsing', 'chunking', 'indexing', 'embedding'] as const) {
      const { child, ended, until } = startProcess({ ...options, holdAt });
      await until(isHeld);
      child.kill('SIGKILL');
      await ended;
    }
    const last = startProcess(options);
    await last.until(isReady);
    last.child.kill('SIGTERM');
    await last.ended;

    const after = await connectEmbedded(directory);
    const counts = await countsOf(createDatabase(after), tenantId);
    await after.close();
    const { chunks } = counts;
    expect(chunks).toBeGreaterThan(20);
    expect(counts).toEqual({
      state: 'ready',
      stated: chunks,
      chunks,
      ordinals: chunks,
      vectors: chunks,
      hasTerms: true,
    });
  }, 180_000);
});

const adminUrl = process.env.TEST_DATABASE_ADMIN_URL ?? '';

describe.skipIf(adminUrl === '')('[A57] SIGSTOP beyond the lease on native PostgreSQL', () => {
  it('the process that goes on later has no effect: the document is finished once', async () => {
    const test = await createNativeTestDatabase(adminUrl);
    try {
      const tenantId = await test.createTenant();
      const files = await createLocalFiles(path.join(folder, 'files'));
      await addQueuedDocument({ db: test.database, files }, tenantId, 'a.txt', berths('stopped'));
      const database = new URL(adminUrl);
      database.pathname = `/${await nameOf(test.database)}`;
      const urlOf = (user: string) => {
        const url = new URL(database);
        url.username = user;
        url.password = 'test';
        return url.toString();
      };
      const urls = {
        owner: urlOf(databaseRoles.owner),
        identity: urlOf(databaseRoles.identity),
        app: urlOf(databaseRoles.app),
        system: urlOf(databaseRoles.system),
      };
      const options = {
        database: { urls },
        files: path.join(folder, 'files'),
        leaseMs: 1_500,
        holdAt: null,
      };
      const first = startProcess({ ...options, holdAt: 'embedding' });
      await first.until(isHeld);
      first.child.kill('SIGSTOP');
      const second = startProcess(options);
      await second.until(isReady);
      const done = {
        counts: await countsOf(test.database, tenantId),
        row: await rowOf(test.database, tenantId),
      };
      first.child.kill('SIGCONT');
      first.child.kill('SIGUSR2');
      await first.until(isIdle);
      expect({
        counts: await countsOf(test.database, tenantId),
        row: await rowOf(test.database, tenantId),
      }).toEqual(done);
      const { chunks } = done.counts;
      expect(done.counts).toMatchObject({
        state: 'ready',
        stated: chunks,
        ordinals: chunks,
        vectors: chunks,
      });
      for (const { child, ended } of [first, second]) {
        child.kill('SIGTERM');
        await ended;
      }
    } finally {
      await test.close();
    }
  }, 180_000);
});

async function nameOf(db: Database): Promise<string> {
  const [row] = await db.system((tx) =>
    tx.execute<{ name: string }>('select current_database() as name'),
  );
  return row?.name ?? '';
}

async function rowOf(db: Database, tenantId: string) {
  const [row] = await db.tenant(tenantId, (tx) => tx.select().from(documents));
  return row;
}
