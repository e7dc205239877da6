/** A line of a page, in points from the lower left corner. */
export interface PdfLine {
  text: string;
  x: number;
  endX: number;
  y: number;
  size: number;
  /** The font most of its letters are set in, by the name the page gives it. */
  font: string;
  /** In the margin at the top or bottom of the page, where running heads and page numbers are. */
  isAtEdge: boolean;
  /** Cells that stand far apart on the line; one for running text. */
  cells: string[];
}

export interface PdfTextItem {
  str: string;
  transform: readonly number[];
  width: number;
  height: number;
  fontName: string;
}

export interface PageBox {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** Running heads stand in the outer part of the page's height at top and bottom. */
const marginShare = 0.12;

/** Joins the pieces a PDF paints into lines, in the order they are painted. */
export function linesOfPage(
  items: readonly PdfTextItem[],
  box: PageBox,
): { lines: PdfLine[]; hidden: number } {
  const lines: PdfLine[] = [];
  let hidden = 0;
  let line: PdfLine | undefined;
  const margin = (box.top - box.bottom) * marginShare;
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
      const isAtEdge = y > box.top - margin || y < box.bottom + margin;
      const [font, endX] = [item.fontName, x + item.width];
      line = { text: item.str, x, endX, y, size, font, isAtEdge, cells: [item.str] };
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
  if (item.str.length <= line.text.length / 2) return;
  line.size = size;
  line.font = item.fontName;
}

/**
 * Drops lines that are not the page's own text: running heads and footers, which stand at the same
 * place of several pages and differ only in digits, and bare page numbers. Only lines in the margins
 * are looked at; what has many columns is the head of a table and stays, unless half of all pages
 * have it.
 */
export function dropRunningLines(pages: PdfLine[][]): PdfLine[][] {
  const seen = new Map<string, number>();
  for (const lines of pages) {
    const keys = new Set(lines.filter((line) => line.isAtEdge).map(runningKey));
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const often = Math.max(3, Math.ceil(pages.length / 2));
  const isRunning = (line: PdfLine) => {
    const times = seen.get(runningKey(line)) ?? 0;
    return times >= often || (times >= 3 && line.cells.length < 3);
  };
  const isNumber = (line: PdfLine) => pages.length > 1 && pageNumber.test(line.text);
  return pages.map((lines) =>
    lines.filter((line) => !line.isAtEdge || !(isRunning(line) || isNumber(line))),
  );
}

const pageNumber = /^\s*[-–—]?\s?(?:\d{1,4}|[ivxlc]{1,7})\s?[-–—]?\s*$/;

function runningKey(line: PdfLine): string {
  return `${Math.round(line.y / 4)}:${line.text.replace(/\d+/g, '#').trim()}`;
}
