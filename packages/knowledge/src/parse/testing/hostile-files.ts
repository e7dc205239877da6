import { deflateSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';
import { bytesOf } from './sample-files.ts';

const contentTypes = (type: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`;

/** A Word file out of parts written by hand. */
export function docxOf(bodyXml: string, parts: Zippable = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': bytesOf(contentTypes('wordprocessingml.document')),
    'word/document.xml': bytesOf(
      `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${bodyXml}</w:body></w:document>`,
    ),
    ...parts,
  });
}

/** A Word file whose text unpacks to `size` bytes out of a thousandth of that. */
export function docxBomb(size: number): Uint8Array {
  return docxOf(`<w:p><w:r><w:t>${'A'.repeat(size)}</w:t></w:r></w:p>`);
}

/** Says in its directory that a part unpacks to 10 bytes, where it unpacks to `size`. */
export function lyingDocxBomb(size: number): Uint8Array {
  const bytes = docxBomb(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 < bytes.length; at += 1) {
    const signature = view.getUint32(at, true);
    if (signature === 0x02014b50) view.setUint32(at + 24, 10, true);
    if (signature === 0x04034b50) view.setUint32(at + 22, 10, true);
  }
  return bytes;
}

/** An archive whose directory says it has that many parts. */
export function crowdedArchive(entries: number): Uint8Array {
  const bytes = docxOf('<w:p/>');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The end record stands last: 22 bytes, the number of entries at 8 and 10.
  view.setUint16(bytes.length - 22 + 8, entries, true);
  view.setUint16(bytes.length - 22 + 10, entries, true);
  return bytes;
}

/** A workbook whose shared strings are an archive again. */
export function nestedArchive(): Uint8Array {
  const inner = zipSync({ 'a.xml': new Uint8Array(1_000_000) });
  return docxOf('<w:p/>', { 'word/_rels/document.xml.rels': inner });
}

/** A document type whose entities multiply ("billion laughs"). */
export function laughingDocx(): Uint8Array {
  const entities = ['<!ENTITY a0 "ha">'];
  for (let level = 1; level < 30; level += 1) {
    entities.push(`<!ENTITY a${level} "${`&a${level - 1};`.repeat(10)}">`);
  }
  return zipSync({
    '[Content_Types].xml': bytesOf(contentTypes('wordprocessingml.document')),
    'word/document.xml': bytesOf(
      `<?xml version="1.0"?><!DOCTYPE x [${entities.join('')}<!ENTITY leak SYSTEM "file:///etc/passwd">]><w:document><w:body><w:p><w:r><w:t>Laugh &a29; &leak;</w:t></w:r></w:p></w:body></w:document>`,
    ),
  });
}

/** A PDF with one page whose content is the given stream, deflated `layers` times over, then perhaps as hex. */
export function pdfOf(content: Uint8Array, layers = 1, { hex = false } = {}): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    undefined,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let stream = content;
  for (let layer = 0; layer < layers; layer += 1) stream = deflateSync(stream, { level: 9 });
  const deflates = Array.from({ length: layers }, () => '/FlateDecode').join(' ');
  const filters = hex ? `/ASCIIHexDecode ${deflates}` : deflates;
  if (hex) stream = bytesOf(`${Buffer.from(stream).toString('hex')}>`);
  const parts: Uint8Array[] = [bytesOf('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Uint8Array) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((object, index) => {
    offsets.push(length);
    push(bytesOf(`${index + 1} 0 obj\n`));
    if (object !== undefined) push(bytesOf(object));
    else {
      push(bytesOf(`<< /Length ${stream.length} /Filter [${filters}] >>\nstream\n`));
      push(stream);
      push(bytesOf('\nendstream'));
    }
    push(bytesOf('\nendobj\n'));
  });
  const start = length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  push(bytesOf(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`));
  push(
    bytesOf(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF`),
  );
  return new Uint8Array(Buffer.concat(parts));
}

export function plainZip(): Uint8Array {
  return zipSync({ 'notes.txt': bytesOf('Just a note.') });
}
