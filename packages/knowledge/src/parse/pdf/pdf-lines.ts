/** A line of a page, in points from the lower left corner. */
export interface PdfLine {
  text: string;
  x: number;
  endX: number;
  y: number;
  size: number;
  /** Cells that stand far apart on the line; one for running text. */
  cells: string[];
}

export interface PdfTextItem {
  str: string;
  transform: readonly number[];
  width: number;
  height: number;
}

export interface PageBox {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** Joins the pieces a PDF paints into lines, in the order they are painted. */
export function linesOfPage(
  items: readonly PdfTextItem[],
  box: PageBox,
): { lines: PdfLine[]; hidden: number } {
  const lines: PdfLine[] = [];
  let hidden = 0;
  let line: PdfLine | undefined;
  for (const item of items) {
    if (item.str.trim() === '') continue;
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform;
    const size = Math.hypot(c, d) || item.height;
    if (isUnseen(x, y, size, item.width, box)) {
      hidden += 1;
      continue;
    }
    if (line !== undefined && continues(line, x, y, size)) addToLine(line, item, x, size);
    else {
      line = { text: item.str, x, endX: x + item.width, y, size, cells: [item.str] };
      lines.push(line);
    }
  }
  return { lines, hidden };
}

/** Too small to read, or painted outside of the page. */
function isUnseen(x: number, y: number, size: number, width: number, box: PageBox): boolean {
  if (size < 1) return true;
  return x > box.right || x + width < box.left || y > box.top || y + size < box.bottom;
}

/** On the same base line, raised or lowered by half a letter at most, and not back to the left. */
function continues(line: PdfLine, x: number, y: number, size: number): boolean {
  const height = Math.max(line.size, size);
  return Math.abs(y - line.y) <= height * 0.5 && x >= line.endX - height;
}

/** A gap wider than this many letter heights separates columns of a table. */
const cellGap = 1.8;

function addToLine(line: PdfLine, item: PdfTextItem, x: number, size: number): void {
  const gap = x - line.endX;
  const height = Math.max(line.size, size);
  const last = line.cells.length - 1;
  if (gap > height * cellGap) line.cells.push(item.str);
  else {
    const before = line.cells[last] ?? '';
    const spaced = gap > height * 0.12 && !before.endsWith(' ') && !item.str.startsWith(' ');
    line.cells[last] = `${before}${spaced ? ' ' : ''}${item.str}`;
  }
  line.text = line.cells.join(' | ');
  line.endX = Math.max(line.endX, x + item.width);
  // The letters that fill most of the line give its size, not a mark raised above it.
  if (item.str.length > line.text.length / 2) line.size = size;
}

/**
 * Drops lines that stand at the same place of most pages and differ only in digits: running heads,
 * footers, page numbers. Only the two outermost lines at each edge are looked at.
 */
export function dropRunningLines(pages: PdfLine[][]): PdfLine[][] {
  if (pages.length < 3) return pages;
  const seen = new Map<string, number>();
  const edges = pages.map((lines) => {
    const sorted = lines.toSorted((a, b) => b.y - a.y);
    return new Set([...sorted.slice(0, 2), ...sorted.slice(-2)]);
  });
  for (const lines of edges) {
    for (const key of new Set([...lines].map(runningKey))) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const often = Math.max(3, Math.ceil(pages.length / 2));
  return pages.map((lines, index) =>
    lines.filter(
      (line) => !(edges[index]?.has(line) === true && (seen.get(runningKey(line)) ?? 0) >= often),
    ),
  );
}

function runningKey(line: PdfLine): string {
  return `${Math.round(line.y / 4)}:${line.text.replace(/\d+/g, '#').trim()}`;
}
