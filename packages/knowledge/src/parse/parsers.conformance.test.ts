import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentThreads, type DocumentThreads } from '../threads/document-threads.ts';
import { parseDocument } from './parse-document.ts';
import { parseFailureCodes } from './parse-failure.ts';
import { defaultParseLimits } from './parse-limits.ts';
import { documentKinds, type ParsedDocument } from './parsed-document.ts';
import { parsers } from './registry.ts';
import { handbook, type SampleContent, sampleFile } from './testing/sample-files.ts';

/** The smallest valid file of each kind that says nothing. */
const nothing: SampleContent = { title: '', sections: [], table: [['', '']] };

let pool: DocumentThreads;
beforeAll(() => {
  pool = createDocumentThreads({ size: 1 });
});
afterAll(() => pool.close());

const containers = new Set(['pdf', 'docx', 'pptx', 'xlsx']);

describe.each(documentKinds)('%s', { timeout: 30_000 }, (kind) => {
  const read = async (bytes: Uint8Array) =>
    pool.parse({ bytes: new Uint8Array(bytes), fileName: `harbour_handbook.${kind}` });

  async function readSample(): Promise<ParsedDocument> {
    const result = await read(await sampleFile[kind](handbook));
    if (!result.ok) throw new Error(result.failure.message);
    return result.document;
  }

  it('[ASVS 5.2.2] is registered under its own kind and recognised by content, whatever the name', async () => {
    expect(parsers[kind].kind).toBe(kind);
    const bytes = await sampleFile[kind](handbook);
    const name = kind === 'csv' || kind === 'text' ? `file.${kind}` : 'file.bin';
    const result = await pool.parse({ bytes: new Uint8Array(bytes), fileName: name });
    expect(result).toMatchObject({ ok: true, document: { kind } });
  });

  it('keeps what the file says', async () => {
    const { text } = await readSample();
    if (kind !== 'xlsx' && kind !== 'csv') {
      for (const { heading, paragraphs } of handbook.sections) {
        for (const part of [heading, ...paragraphs]) expect(text).toContain(part);
      }
    }
    if (kind !== 'text') expect(text).toMatch(/^Plan: Fleet \| Price: \$249 \| Seats: 40$/m);
  });

  it('gives a title', async () => {
    const { title } = await readSample();
    expect(title).toBe(kind === 'xlsx' || kind === 'csv' ? 'harbour handbook' : handbook.title);
  });

  it('gives spans that lie within the text, in order, and say what they hold', async () => {
    const { text, structure } = await readSample();
    const { headings, pages, tables } = structure;
    for (const heading of headings)
      expect(text.slice(heading.start, heading.end)).toBe(heading.text);
    for (const list of [headings, pages, tables]) {
      let before = 0;
      for (const { start, end } of list) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(end).toBeGreaterThanOrEqual(start);
        before = end;
      }
      expect(before).toBeLessThanOrEqual(text.length);
    }
    for (const table of tables)
      expect(text.slice(table.start, table.end).split('\n')).toHaveLength(table.rows);
  });

  it('gives text that is clean: composed, no control or invisible characters, nothing the database refuses', async () => {
    const { text } = await readSample();
    expect(text).toBe(text.normalize('NFC'));
    expect(text.isWellFormed()).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the claim.
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u200b\ufeff]|\n{3,}|[ \t]\n/);
  });

  it('reads the same bytes to the same document', async () => {
    expect(await readSample()).toEqual(await readSample());
  });

  it('gives a reason for a file without text', async () => {
    const result = await read(await sampleFile[kind](nothing));
    const code = kind === 'pdf' ? 'no-text' : 'empty';
    expect(result).toMatchObject({ ok: false, failure: { code } });
    expect(await read(new Uint8Array())).toMatchObject({ ok: false, failure: { code: 'empty' } });
  });

  it('gives a reason or a document for broken bytes, never anything else', async () => {
    const whole = await sampleFile[kind](handbook);
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const cut = await read(whole.slice(0, Math.floor(whole.length / 2)));
    if (containers.has(kind) && kind !== 'pdf') {
      expect(cut).toMatchObject({ ok: false, failure: { code: 'broken' } });
    }
    for (let round = 0; round < 25; round += 1) {
      const bytes = new Uint8Array(whole);
      for (let flips = 0; flips < 20; flips += 1) bytes[next(bytes.length)] = next(256);
      const result = await read(bytes);
      if (result.ok) expect(result.document.text.isWellFormed()).toBe(true);
      else expect(parseFailureCodes).toContain(result.failure.code);
    }
  });

  it('gives a reason for a file over the size limit, and for more text than a document may hold', async () => {
    const bytes = await sampleFile[kind](handbook);
    const small = { ...defaultParseLimits, fileBytes: bytes.length - 1 };
    const short = { ...defaultParseLimits, textLength: 40 };
    for (const limits of [small, short]) {
      const result = await parseDocument({ bytes, fileName: `file.${kind}`, limits });
      expect(result).toMatchObject({ ok: false, failure: { code: 'too-large' } });
    }
  });

  it('[A54] does not hold up the thread that asked', async () => {
    const sections = Array.from({ length: 100 }, (_, index) => ({
      heading: `Section ${index}`,
      paragraphs: [`${randomBytes(1_000).toString('hex')} is the key of berth ${index}.`],
    }));
    const table = Array.from({ length: 600 }, (_, index) => [`Berth ${index}`, `${index}`, 'free']);
    const bytes = await sampleFile[kind]({ title: 'Large', sections, table });
    const before = process.threadCpuUsage();
    const result = await read(bytes);
    const { user, system } = process.threadCpuUsage(before);
    expect(result.ok).toBe(true);
    // What this thread computed in all, whatever else the machine did: no wait can be longer.
    expect((user + system) / 1_000).toBeLessThan(100);
  });
});
