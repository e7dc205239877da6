import { fileTypeFromBuffer } from 'file-type';
import { requirePart } from './office/package-parts.ts';
import { SafeZip } from './office/safe-zip.ts';
import { descendants } from './office/xml.ts';
import { ParseError } from './parse-failure.ts';
import type { ParseLimits } from './parse-limits.ts';
import type { DocumentKind } from './parsed-document.ts';
import { decodeText } from './text/decode-text.ts';
import { sniffText } from './text/sniff-text.ts';

/**
 * Tells the kind of a document from its bytes; `fileName` only decides between kinds of text.
 * @throws ParseError `empty`, `encrypted`, `broken` or `unsupported`, saying what the file is instead.
 */
export async function detectKind(
  bytes: Uint8Array,
  fileName: string,
  limits: ParseLimits,
): Promise<DocumentKind> {
  if (bytes.length === 0) throw new ParseError('empty', 'This file is empty.');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1_024));
  // Readers of PDF allow some bytes before the mark, so mail gateways and the like put some there.
  if (head.indexOf('%PDF-') !== -1) return 'pdf';
  if (head.subarray(0, 4).equals(zipStart)) return officeKind(bytes, limits);
  if (head.subarray(0, 4).equals(emptyZip)) throw new ParseError('empty', 'This archive is empty.');
  if (head.subarray(0, 8).equals(compoundStart)) throw compoundFile(bytes);
  const binary = await fileTypeFromBuffer(bytes.subarray(0, 4_100));
  if (binary !== undefined && !textTypes.has(binary.ext)) {
    throw new ParseError(
      'unsupported',
      // Without an article, which would be "a" for PNG and "an" for ELF.
      `The format of this file is ${binary.ext.toUpperCase()}, which cannot be read.`,
    );
  }
  return textKind(bytes, fileName);
}

const zipStart = Buffer.from([0x50, 0x4b, 3, 4]);
const emptyZip = Buffer.from([0x50, 0x4b, 5, 6]);
const compoundStart = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** XHTML begins like any XML. */
const textTypes = new Set(['xml', 'html', 'txt', 'csv']);

const mainTypes: readonly (readonly [RegExp, DocumentKind])[] = [
  [/wordprocessingml\.(?:document|template)\.main|ms-word\.\w+\.macroEnabled\w*\.main/i, 'docx'],
  [
    /presentationml\.(?:presentation|slideshow|template)\.main|ms-powerpoint\.\w+\.macroEnabled\w*\.main/i,
    'pptx',
  ],
  [
    /spreadsheetml\.(?:sheet|template)\.main|ms-excel\.(?:sheet|template)\.macroEnabled\.main/i,
    'xlsx',
  ],
];

function officeKind(bytes: Uint8Array, limits: ParseLimits): DocumentKind {
  const zip = SafeZip.open(bytes, limits);
  if (!zip.has('[Content_Types].xml')) {
    const isOpenDocument = zip.has('mimetype') && zip.has('content.xml');
    throw new ParseError(
      'unsupported',
      isOpenDocument
        ? 'OpenDocument files cannot be read.'
        : 'This is a ZIP archive. Upload the files in it one by one.',
    );
  }
  for (const node of descendants(requirePart(zip, '[Content_Types].xml'), 'Override')) {
    const type = node.attributes.get('ContentType') ?? '';
    for (const [pattern, kind] of mainTypes) if (pattern.test(type)) return kind;
  }
  throw new ParseError('unsupported');
}

/** The container of the Office programs before 2007, and of encrypted files since. */
function compoundFile(bytes: Uint8Array): ParseError {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.indexOf(Buffer.from('EncryptedPackage', 'utf16le')) !== -1) {
    return new ParseError('encrypted');
  }
  return new ParseError(
    'unsupported',
    'Files of the Office programs before 2007 (.doc, .xls, .ppt) cannot be read.',
  );
}

function textKind(bytes: Uint8Array, fileName: string): DocumentKind {
  // The start is enough, cut where a letter of UTF-8 begins.
  let end = Math.min(bytes.length, 256_000);
  while (end < bytes.length && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const { text } = decodeText(bytes.subarray(0, end));
  const sample = text.slice(0, 64_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what tells binary files.
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  if (controls > sample.length * 0.01) throw new ParseError('unsupported');
  if (
    /^\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--[^>]{0,2000}-->\s*)?(?:<!doctype svg[^>]{0,300}>\s*)?<svg[\s>]/i.test(
      sample.slice(0, 4_000),
    )
  ) {
    throw new ParseError('unsupported', 'This is an SVG image, which cannot be read.');
  }
  if (sample.startsWith('{\\rtf')) throw new ParseError('unsupported', 'RTF files cannot be read.');
  return sniffText(sample, fileName);
}
