import { parse } from 'csv-parse/sync';
import { DocumentBuilder, nameAsTitle } from '../document-builder.ts';
import { ParseError } from '../parse-failure.ts';
import type { Parser } from '../parser.ts';
import { decodeText } from './decode-text.ts';
import { delimiterOf } from './sniff-text.ts';
import { warnOfEncoding } from './warn-of-encoding.ts';

/** Comma, semicolon, tab or bar separated values (RFC 4180 and its relatives). A row is a line. */
export const csvParser: Parser = {
  kind: 'csv',
  parse({ bytes, fileName, limits }) {
    const decoded = decodeText(bytes);
    const builder = new DocumentBuilder(limits);
    warnOfEncoding(builder, decoded);
    builder.table(readRows(decoded.text, builder));
    return builder.finish({ kind: 'csv', fileName, title: nameAsTitle(fileName) });
  },
};

function readRows(text: string, builder: DocumentBuilder): string[][] {
  const delimiter = delimiterOf(text) ?? ',';
  const options = { delimiter, skipEmptyLines: true, relaxColumnCount: true, bom: true } as const;
  try {
    return rowsOf(parse(text, options));
  } catch (strictError) {
    if (!(strictError instanceof Error)) throw strictError;
    builder.warn(
      'rows-repaired',
      'Quotation marks in this file are not balanced; some rows may be joined or cut wrongly.',
    );
    try {
      return rowsOf(parse(text, { ...options, quote: null }));
    } catch (cause) {
      throw new ParseError('broken', undefined, { cause });
    }
  }
}

function rowsOf(parsed: unknown): string[][] {
  if (!Array.isArray(parsed)) return [];
  return parsed.map((row: unknown) => (Array.isArray(row) ? row.map(String) : []));
}
