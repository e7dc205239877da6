import { afterEach, describe, expect, it } from 'vitest';
import type { ParseLimits } from '../parse/parse-limits.ts';
import * as hostile from '../parse/testing/hostile-files.ts';
import { bytesOf, handbook, sampleFile } from '../parse/testing/sample-files.ts';
import { createDocumentThreads, type DocumentThreads } from './document-threads.ts';

let pool: DocumentThreads | undefined;
afterEach(() => pool?.close());

function open(limits: Partial<ParseLimits>, size = 1): DocumentThreads {
  pool = createDocumentThreads({ size, limits });
  return pool;
}

const file = (bytes: Uint8Array) => ({ bytes: new Uint8Array(bytes), fileName: 'file' });
const note = () => file(bytesOf('A note about the harbour, nothing more.'));

/** Half a million elements: a second or more of work, and hundreds of megabytes as a tree. */
const heavyPage = () =>
  bytesOf(`<!doctype html><body>${'<p>quay <b>x</b>'.repeat(250_000)}</body>`);

/** Nesting this deep takes the reader of HTML far longer than any of these tests. */
const endlessPage = () => bytesOf('<div>'.repeat(200_000));

describe('threads for documents', { timeout: 30_000 }, () => {
  it('a file that takes too long is stopped with a reason, and the next one is read', async () => {
    const { parse } = open({ timeoutMs: 3_000 });
    const started = performance.now();
    const slow = await parse(file(endlessPage()));
    expect(slow).toMatchObject({ ok: false, failure: { code: 'timeout' } });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await parse(note())).toMatchObject({ ok: true });
  }, 60_000);

  it('[A47] a file that takes more heap than allowed ends its worker, not the process', async () => {
    const { parse } = open({ heapMiB: 64 });
    const heavy = await parse(file(heavyPage()));
    expect(heavy).toMatchObject({ ok: false, failure: { code: 'out-of-memory' } });
    expect(await parse(note())).toMatchObject({ ok: true });
  }, 60_000);

  it('[A47] buffers outside of the heap count too', async () => {
    // Behind a first filter the deflated stream is only seen when PDF.js unpacks it.
    const bytes = hostile.pdfOf(new Uint8Array(160 * 1024 * 1024), 1, { hex: true });
    const { parse } = open({ externalMiB: 64 });
    expect(await parse(file(bytes))).toMatchObject({
      ok: false,
      failure: { code: 'out-of-memory' },
    });
    expect(await parse(note())).toMatchObject({ ok: true });
  }, 60_000);

  it('reads as many files at once as it has workers, and all of them in the end', async () => {
    const { parse } = open({}, 2);
    const bytes = await sampleFile.docx(handbook);
    const results = await Promise.all(Array.from({ length: 12 }, () => parse(file(bytes))));
    expect(results.every((result) => result.ok)).toBe(true);
  });

  it('stops a file when told to, with the reason given', async () => {
    const { parse } = open({});
    const controller = new AbortController();
    const reading = parse(file(endlessPage()), controller.signal);
    controller.abort(new Error('The document was deleted.'));
    await expect(reading).rejects.toThrow('The document was deleted.');
    expect(await parse(note())).toMatchObject({ ok: true });
  });

  it('does not read once closed', async () => {
    const { parse, close } = open({});
    await close();
    await expect(parse(note())).rejects.toThrow('closed');
  });
});
