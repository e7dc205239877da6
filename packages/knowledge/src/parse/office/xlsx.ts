import { DocumentBuilder, nameAsTitle } from '../document-builder.ts';
import { ParseError } from '../parse-failure.ts';
import type { Parser } from '../parser.ts';
import {
  coreProperties,
  mainPart,
  optionalPart,
  relationships,
  requirePart,
} from './package-parts.ts';
import { SafeZip } from './safe-zip.ts';
import { type CellFormat, cellFormat } from './xlsx-format.ts';
import { readSheet, type Workbook } from './xlsx-sheet.ts';
import { child, childrenOf, isElement, path, streamXml, type XmlElement } from './xml.ts';

/** Workbooks (ECMA-376 SpreadsheetML): a sheet is a page with its name as heading; formulas show their last value. */
export const xlsxParser: Parser = {
  kind: 'xlsx',
  parse({ bytes, fileName, limits }) {
    const zip = SafeZip.open(bytes, limits);
    const partName = mainPart(zip, 'xl/workbook.xml');
    const book = child(requirePart(zip, partName), 'workbook');
    const links = relationships(zip, partName);
    const byType = new Map<string, string>();
    for (const { type, target } of links.values()) byType.set(type, target);
    const workbook: Workbook = {
      strings: readStrings(readPart(zip, byType.get('sharedStrings'))),
      formats: readFormats(optionalPart(zip, byType.get('styles'))),
      calendar: child(book, 'workbookPr')?.attributes.get('date1904') === '1' ? 1904 : 1900,
    };
    const builder = new DocumentBuilder(limits);
    let number = 0;
    let hidden = 0;
    for (const sheet of childrenOf(child(book, 'sheets'), 'sheet')) {
      number += 1;
      if ((sheet.attributes.get('state') ?? 'visible') !== 'visible') {
        hidden += 1;
        continue;
      }
      const data = readPart(zip, links.get(sheet.attributes.get('r:id') ?? '')?.target);
      if (data === undefined) continue;
      const blocks = readSheet(data, workbook);
      if (blocks.length === 0) continue;
      const name = sheet.attributes.get('name') ?? '';
      builder.page(number, name);
      builder.heading(1, name);
      for (const block of blocks) readBlock(builder, block);
    }
    if (hidden > 0) {
      builder.warn(
        'hidden-sheets-skipped',
        `${hidden} hidden ${hidden === 1 ? 'sheet was' : 'sheets were'} left out.`,
      );
    }
    const { title, language } = coreProperties(zip);
    // A sheet's name says nothing about the workbook: the file's name does.
    return builder.finish({
      kind: 'xlsx',
      fileName,
      title: title === '' ? nameAsTitle(fileName) : title,
      language,
    });
  },
};

function readPart(zip: SafeZip, name: string | undefined): Buffer | undefined {
  return name === undefined ? undefined : zip.read(name);
}

/** Lines of one cell above a table are its caption, not a row of it. */
function readBlock(builder: DocumentBuilder, block: string[][]): void {
  const width = block.reduce((most, row) => Math.max(most, row.length), 0);
  let first = 0;
  while (width > 1 && first < block.length) {
    const cells = block[first]?.filter((cell) => cell.trim() !== '') ?? [];
    if (cells.length !== 1) break;
    builder.paragraph(cells.join(' '));
    first += 1;
  }
  const left = block.slice(first).reduce(
    (least, row) =>
      Math.min(
        least,
        row.findIndex((cell) => cell.trim() !== ''),
      ),
    width,
  );
  builder.table(block.slice(first).map((row) => row.slice(Math.max(0, left))));
}

/** Shared strings in order; phonetic guides (`rPh`) are not part of the text. */
function readStrings(bytes: Buffer | undefined): string[] {
  const strings: string[] = [];
  if (bytes === undefined) return strings;
  let parts: string[] | undefined;
  let inText = false;
  let inGuide = false;
  streamXml(bytes, {
    open(name) {
      if (name === 'si') parts = [];
      else if (name === 'rPh') inGuide = true;
      else if (name === 't') inText = !inGuide;
    },
    text(text) {
      if (inText) parts?.push(text);
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inGuide = false;
      else if (name === 'si') {
        strings.push(parts?.join('') ?? '');
        if (strings.length > 5_000_000) throw new ParseError('too-large');
      }
    },
  });
  return strings;
}

function readFormats(styles: XmlElement | undefined): CellFormat[] {
  const sheet = child(styles, 'styleSheet');
  const codes = new Map<number, string>();
  for (const format of childrenOf(child(sheet, 'numFmts'), 'numFmt')) {
    codes.set(Number(format.attributes.get('numFmtId')), format.attributes.get('formatCode') ?? '');
  }
  const cells = path(sheet, 'cellXfs')?.children.filter(isElement) ?? [];
  return cells.map((xf) => {
    const id = Number(xf.attributes.get('numFmtId') ?? 0);
    return cellFormat(id, codes.get(id));
  });
}
