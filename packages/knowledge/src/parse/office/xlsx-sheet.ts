import { ParseError } from '../parse-failure.ts';
import { type CellFormat, formatNumber } from './xlsx-format.ts';
import { streamXml } from './xml.ts';

export interface Workbook {
  strings: readonly string[];
  formats: readonly CellFormat[];
  calendar: 1900 | 1904;
}

/** Columns of a sheet in Excel end at XFD. */
const maxColumns = 16_384;
/** A sheet whose filled cells claim more than this is larger than a text could hold. */
const maxCells = 5_000_000;

/** Rows of a sheet as texts; empty rows split the sheet into blocks (tables standing below each other). */
export function readSheet(bytes: Uint8Array, workbook: Workbook): string[][][] {
  const blocks: string[][][] = [];
  let block: string[][] = [];
  let row: string[] = [];
  let column = 0;
  let cellType = '';
  let format: CellFormat = { type: 'general' };
  let value: string[] | undefined;
  let content = '';
  let cells = 0;
  let lastRow = 0;
  const endBlock = () => {
    if (block.length > 0) blocks.push(block);
    block = [];
  };
  streamXml(bytes, {
    open(name, attributes) {
      if (name === 'row') {
        const number = Number(attributes.r ?? lastRow + 1);
        if (number > lastRow + 1) endBlock();
        lastRow = number;
        row = [];
        column = 0;
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column;
        cellType = attributes.t ?? 'n';
        format = workbook.formats[Number(attributes.s ?? 0)] ?? { type: 'general' };
        content = '';
      } else if (name === 'v' || name === 't') value = [];
    },
    text(text) {
      value?.push(text);
    },
    close(name) {
      if (name === 'v' || name === 't') {
        content += value?.join('') ?? '';
        value = undefined;
      } else if (name === 'c') {
        const text = cellText(cellType, content, format, workbook);
        if (text !== '' && column < maxColumns) {
          cells += column - row.length + 1;
          if (cells > maxCells) throw new ParseError('too-large');
          while (row.length < column) row.push('');
          row[column] = text;
        }
        column += 1;
      } else if (name === 'row') {
        if (row.every((cell) => cell.trim() === '')) endBlock();
        else block.push(row);
      }
    },
  });
  endBlock();
  return blocks;
}

function cellText(type: string, content: string, format: CellFormat, workbook: Workbook): string {
  switch (type) {
    case 's':
      return workbook.strings[Number(content)] ?? '';
    case 'b':
      return content === '1' ? 'TRUE' : content === '0' ? 'FALSE' : content;
    case 'e':
      return '';
    case 'n':
      return formatNumber(content, format, workbook.calendar);
    default:
      return content;
  }
}

/** `BC12` is column 54, counted from 0. */
function columnOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at += 1) {
    const code = reference.charCodeAt(at) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return at === 0 ? undefined : column - 1;
}
