import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentThreads, type DocumentThreads } from '../threads/document-threads.ts';
import type { ParseResult } from './parse-document.ts';
import { defaultParseLimits } from './parse-limits.ts';
import * as hostile from './testing/hostile-files.ts';
import { bytesOf, fixture, handbook, sampleFile } from './testing/sample-files.ts';

let pool: DocumentThreads;
beforeAll(() => {
  pool = createDocumentThreads({ size: 1 });
});
afterAll(() => pool.close());

const read = (bytes: Uint8Array, fileName = 'file') =>
  pool.parse({ bytes: new Uint8Array(bytes), fileName });
const codeOf = (result: ParseResult) => (result.ok ? 'read' : result.failure.code);
const stillWorks = async () =>
  expect(codeOf(await read(await sampleFile.docx(handbook)))).toBe('read');

describe('what cannot be read says why', { timeout: 30_000 }, () => {
  it.each(['encrypted.pdf', 'encrypted.docx'])('%s: encrypted', async (name) => {
    expect(codeOf(await read(fixture(name), name))).toBe('encrypted');
  });

  it('reads a PDF that only protects against changes', async () => {
    const result = await read(fixture('owner-password.pdf'));
    expect(result).toMatchObject({
      ok: true,
      document: { text: 'The vault code is in the safe.' },
    });
  });

  it('a scanned PDF: no text, and what to do', async () => {
    const pdf = await PDFDocument.create();
    const picture = await pdf.embedPng(onePixelPng);
    pdf.addPage([595, 842]).drawImage(picture, { width: 595, height: 842 });
    const result = await read(await pdf.save());
    expect(result).toMatchObject({ ok: false, failure: { code: 'no-text' } });
    if (!result.ok) expect(result.failure.advice).toContain('OCR');
  });

  it('a PDF with some scanned pages is read, and says how many', async () => {
    const pdf = await PDFDocument.create();
    pdf.addPage().drawText('Berths are numbered from the north.');
    pdf.addPage().drawImage(await pdf.embedPng(onePixelPng), { width: 500, height: 700 });
    const result = await read(await pdf.save());
    expect(result).toMatchObject({
      ok: true,
      document: {
        warnings: [{ code: 'pages-without-text', message: /^1 of 2 pages without text/ }],
      },
    });
  });

  it.each([
    ['a picture', onePixelBytes(), 'The format of this file is PNG, which cannot be read.'],
    ['a program', program(), 'The format of this file is ELF, which cannot be read.'],
    [
      'a ZIP archive',
      hostile.plainZip(),
      'This is a ZIP archive. Upload the files in it one by one.',
    ],
    ['an old Word file', oldOffice(), /before 2007/],
    [
      '[A35] an SVG image',
      bytesOf(
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>hi</text></svg>',
      ),
      /SVG/,
    ],
    [
      'bytes of nothing known',
      new Uint8Array(4_000).map((_, index) => (index * 7) % 31),
      /cannot be read/,
    ],
  ])('%s: unsupported', async (_what, bytes, message) => {
    const result = await read(bytes, 'letter.docx');
    expect(result).toMatchObject({ ok: false, failure: { code: 'unsupported' } });
    if (!result.ok) expect(result.failure.message).toMatch(message);
  });
});

describe('[ASVS 5.2.3][A47] decompression bombs', { timeout: 30_000 }, () => {
  const mib = 1024 * 1024;

  it.each([
    ['a part that unpacks a thousandfold', () => hostile.docxBomb(24 * mib)],
    ['a part that lies about its size', () => hostile.lyingDocxBomb(24 * mib)],
    ['too many parts', () => hostile.crowdedArchive(defaultParseLimits.archiveEntries + 1)],
    ['an archive within the archive', () => hostile.nestedArchive()],
    ['a PDF stream that unpacks a thousandfold', () => hostile.pdfOf(new Uint8Array(64 * mib))],
    ['a PDF stream deflated three times over', () => hostile.pdfOf(new Uint8Array(128 * mib), 3)],
  ])(
    '%s is refused, within memory and time, and the next file is read',
    async (_what, make) => {
      const bytes = make();
      expect(bytes.length).toBeLessThan(3 * mib);
      const before = process.memoryUsage().rss;
      const started = performance.now();
      expect(codeOf(await read(bytes))).toBe('bomb');
      expect(performance.now() - started).toBeLessThan(15_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(300 * mib);
      await stillWorks();
    },
    30_000,
  );

  it('[ASVS 1.5.1] entities that multiply, or point to files, are not expanded', async () => {
    const result = await read(hostile.laughingDocx());
    expect(result.ok).toBe(true);
    if (result.ok) {
      expect(result.document.text.length).toBeLessThan(100);
      expect(result.document.text).not.toContain('root:');
    }
  });
});

/** One black pixel. */
const onePixelPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

function onePixelBytes(): Uint8Array {
  return new Uint8Array(Buffer.from(onePixelPng, 'base64'));
}

function program(): Uint8Array {
  const bytes = new Uint8Array(2_048);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  return bytes;
}

function oldOffice(): Uint8Array {
  const bytes = new Uint8Array(2_048);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return bytes;
}
