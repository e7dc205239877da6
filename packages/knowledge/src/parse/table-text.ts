import { oneLine } from './normalise-text.ts';

export interface TableText {
  /** One line per row of data. */
  lines: string[];
  /** Names of the columns, where the table has a header. */
  columns: string[];
}

const separator = ' | ';

/**
 * Tables become lines that can be read, found and cited one by one: with a header each row says
 * `Plan: Pro | Price: $49`, so that a row makes sense without the lines around it; without one,
 * cells stand side by side. A table of two columns without a header reads `Key: value`.
 * `hasHeader` undefined means: look (see `looksLikeHeader`).
 */
export function tableLines(
  rawRows: readonly (readonly string[])[],
  options: { hasHeader?: boolean } = {},
): TableText {
  const rows = rawRows.map((row) => row.map(oneLine)).filter((row) => row.some((c) => c !== ''));
  const header = rows[0];
  if (header === undefined) return { lines: [], columns: [] };
  const hasHeader = options.hasHeader ?? looksLikeHeader(rows);
  if (!hasHeader || rows.length === 1) {
    return { lines: rows.map((row) => plainRow(row, options.hasHeader !== true)), columns: [] };
  }
  const lines = rows.slice(1).map((row) => {
    const cells: string[] = [];
    row.forEach((cell, index) => {
      if (cell === '') return;
      const name = header[index] ?? '';
      cells.push(name === '' || name === cell ? cell : `${name}: ${cell}`);
    });
    return cells.join(separator);
  });
  return { lines, columns: header };
}

function plainRow(row: readonly string[], mayBePair: boolean): string {
  const cells = row.filter((cell) => cell !== '');
  const [key, value] = cells;
  if (
    mayBePair &&
    row.length === 2 &&
    key !== undefined &&
    value !== undefined &&
    key.length < 60
  ) {
    return key.endsWith(':') ? `${key} ${value}` : `${key}: ${value}`;
  }
  return cells.join(separator);
}

const numeric = /^[-+(]?\p{Sc}? ?\d[\d.,'’ ]*(?:%|\p{Sc}|[a-z]{1,3})?\)?$/iu;

/**
 * A first row is a header when its cells are short, different from one another and not numbers,
 * nearly all filled, and some row below has a number or a longer cell where it has a word.
 */
export function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0 || first.length < 2) return false;
  const filled = first.filter((cell) => cell !== '');
  if (filled.length < Math.max(2, first.length - 1)) return false;
  if (new Set(filled).size !== filled.length) return false;
  if (filled.some((cell) => cell.length > 60 || numeric.test(cell))) return false;
  const sample = rest.slice(0, 50);
  if (first.length > 2) return true;
  // With two columns a header and a list of pairs look alike: only numbers below tell them apart.
  return sample.some((row) => row.some((cell) => numeric.test(cell)));
}
