import type { UploadResult } from '@platform/api-contract/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
  until,
} from '../../testing/index.ts';

const refusedWith = (error: string) => ({ data: { error } });

describe.each(testDatabases)('knowledge on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;
  let stranger: TestMember;

  beforeAll(async () => {
    test = await startTestPlatform(database, { MAX_UPLOAD_BYTES: '200000' });
    owner = await test.signUp('Acme');
    stranger = await test.signUp('Other');
  });
  afterAll(() => test.close());

  const upload = async (member: TestMember, files: Record<string, string>) => {
    const form = new FormData();
    for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
    const response = await fetch(`${test.origin}/upload/documents`, {
      method: 'POST',
      headers: member.headers(),
      body: form,
    });
    const body = (await response.json()) as { files: UploadResult[]; code?: string };
    return { status: response.status, ...body };
  };
  const settled = (member: TestMember) =>
    until(
      () => member.api.knowledge.list.query({}),
      (page) =>
        page.counts.processing === 0 &&
        page.items.every(({ state }) => state === 'ready' || state === 'failed'),
    );

  describe('ok', () => {
    it('takes many files at once, and what cannot be read does not stop the rest', async () => {
      const { status, files } = await upload(owner, {
        'returns.md': '# Returns\n\nAn item may be returned within 30 days.',
        'empty.txt': '',
        'broken.pdf': '%PDF-1.7 nothing more',
        'returns again.md': '# Returns\n\nAn item may be returned within 30 days.',
      });
      expect(status).toBe(200);
      expect(files.map((file) => file.result)).toEqual([
        'accepted',
        'accepted',
        'accepted',
        'duplicate',
      ]);
      const page = await settled(owner);
      expect(page.counts).toMatchObject({ ready: 1, failed: 2, total: 3 });
      for (const document of page.items.filter(({ state }) => state === 'failed')) {
        expect(document.failure?.message).not.toBe('');
        expect(document.failure?.advice).not.toBe('');
      }
    });

    it('finds what was taken in and says by which way', async () => {
      const found = await owner.api.knowledge.search.query({ query: 'return an item' });
      expect(found.mode).toBe('words');
      expect(found.hits[0]).toMatchObject({ documentTitle: 'Returns', why: { meaning: null } });
      expect(found.hits[0]?.why.words?.terms).toContain('return');
    });

    it('keeps the title that was given with a text', async () => {
      const added = await owner.api.knowledge.addText.mutate({
        title: 'Opening hours',
        text: '# Berlin\n\nWe are open from nine to five.',
      });
      const page = await settled(owner);
      const row = page.items.find(({ id }) => id === added.id);
      expect(row).toMatchObject({ title: 'Opening hours', state: 'ready' });
    });

    it('gives the file back as a download and never as a page', async () => {
      const { files } = await upload(owner, {
        'page.html': '<h1>Hi</h1><p>There is text here.</p>',
      });
      const [file] = files;
      if (file?.result !== 'accepted') throw new Error('The file was not taken.');
      const response = await fetch(`${test.origin}/files/documents/${file.document.id}`, {
        headers: owner.headers(),
      });
      expect(response.headers.get('content-disposition')).toContain('attachment');
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect(await response.text()).toContain('<h1>Hi</h1>');
    });

    it('deletes text, passages and file, and search finds it no more', async () => {
      const added = await owner.api.knowledge.addText.mutate({
        title: 'Secret recipe',
        text: 'The quince goes in before the cardamom.',
      });
      await settled(owner);
      await owner.api.knowledge.remove.mutate({ documentId: added.id });
      const found = await owner.api.knowledge.search.query({ query: 'quince cardamom' });
      expect(found.hits).toEqual([]);
      await expect(owner.api.knowledge.get.query({ documentId: added.id })).rejects.toMatchObject(
        refusedWith('NOT_FOUND'),
      );
      const files = test.platform.services.knowledge.files;
      await expect(files.read(`${owner.tenantId}/${added.id}`)).rejects.toThrow(
        'No file is stored',
      );
    });
  });

  it('[ASVS 5.2.1] invalid: a file that is too large becomes a row that says so; the others go on', async () => {
    const { files } = await upload(owner, {
      // More than any buffer on the way holds.
      'large.txt': 'x'.repeat(3_000_000),
      'small.txt': 'Small things fit in.',
    });
    expect(files.map((file) => file.result)).toEqual(['refused', 'accepted']);
    const page = await settled(owner);
    const row = page.items.find(({ fileName }) => fileName === 'large.txt');
    expect(row).toMatchObject({ state: 'failed', failure: { code: 'too-large' } });
    await owner.api.knowledge.remove.mutate({ documentId: row?.id ?? '' });
  });

  it('unauthenticated: no byte of an upload is taken [A61]', async () => {
    const response = await fetch(`${test.origin}/upload/documents`, { method: 'POST', body: 'x' });
    expect(response.status).toBe(401);
  });

  it('forbidden: a viewer reads and does not add', async () => {
    const viewer = await test.join(owner, 'viewer');
    expect((await viewer.api.knowledge.list.query({})).counts.total).toBeGreaterThan(0);
    expect((await upload(viewer, { 'a.txt': 'A.' })).status).toBe(403);
  });

  it('other workspace: neither its list nor its search nor its files', async () => {
    const page = await owner.api.knowledge.list.query({});
    const documentId = page.items[0]?.id ?? '';
    expect((await stranger.api.knowledge.list.query({})).items).toEqual([]);
    expect((await stranger.api.knowledge.search.query({ query: 'return an item' })).hits).toEqual(
      [],
    );
    await expect(stranger.api.knowledge.get.query({ documentId })).rejects.toMatchObject(
      refusedWith('NOT_FOUND'),
    );
    const download = await fetch(`${test.origin}/files/documents/${documentId}`, {
      headers: stranger.headers(),
    });
    expect(download.status).toBe(404);
  });
});
