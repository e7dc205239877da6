import type { DocumentBuilder } from '../document-builder.ts';
import { type DomElement, type DomNode, isElement, textNode } from './dom.ts';

const blockTags = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE ' +
    'FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LEGEND LI MAIN NAV OL P PRE SEARCH SECTION SUMMARY ' +
    'TABLE TBODY TD TFOOT TH THEAD TR UL'
  ).split(' '),
);

type Step = { enter: DomNode } | { leave: DomElement };

/**
 * Writes the text of a tree of elements into a builder: one block per paragraph, list or heading,
 * tables as rows. Walks with a stack of its own, so that depth of nesting cannot exhaust ours.
 */
export function writeBlocks(root: DomElement, builder: DocumentBuilder): void {
  const lines: string[] = [];
  let line = '';
  const endLine = () => {
    if (line.trim() !== '') lines.push(line);
    line = '';
  };
  const endBlock = () => {
    endLine();
    if (lines.length > 0) builder.paragraph(lines.join('\n'));
    lines.length = 0;
  };
  const waiting: Step[] = [{ enter: root }];
  let listDepth = 0;
  const numbers = new Map<DomElement, number>();
  while (waiting.length > 0) {
    const step = waiting.pop();
    if (step === undefined) break;
    if ('leave' in step) {
      const tag = step.leave.tagName.toUpperCase();
      if (tag === 'LI' || tag === 'DT' || tag === 'DD') endLine();
      else if (tag === 'UL' || tag === 'OL') {
        listDepth -= 1;
        endLine();
        if (listDepth === 0) endBlock();
      } else if (listDepth > 0) endLine();
      else endBlock();
      continue;
    }
    const node = step.enter;
    if (node.nodeType === textNode) {
      // Line breaks of the source are spaces on the page.
      line += (node.textContent ?? '').replace(/\s+/g, ' ');
      continue;
    }
    if (!isElement(node)) continue;
    const element = node;
    const tag = element.tagName.toUpperCase();
    const level = headingLevel(element, tag);
    if (level !== undefined) {
      endBlock();
      builder.heading(level, element.textContent ?? '');
      continue;
    }
    if (tag === 'BR') {
      endLine();
      continue;
    }
    if (tag === 'PRE') {
      endBlock();
      builder.preformatted(element.textContent ?? '');
      continue;
    }
    if (tag === 'TABLE' && writeTable(element, builder, endBlock)) continue;
    if (tag === 'IMG') line += ` ${element.getAttribute('alt') ?? ''} `;
    if (tag === 'LI' || tag === 'DT' || tag === 'DD') {
      endLine();
      if (tag === 'LI') line = `${marker(element, numbers)} `;
    } else if (tag === 'UL' || tag === 'OL') {
      if (listDepth === 0 && tag !== 'OL' && lines.length > 0) endBlock();
      endLine();
      listDepth += 1;
    } else if (blockTags.has(tag)) {
      if (listDepth > 0) {
        // A paragraph that opens an item goes on behind the item's mark.
        if (!/^\S{1,10} $/.test(line)) endLine();
      } else endBlock();
    }
    if (blockTags.has(tag)) waiting.push({ leave: element });
    for (let child = element.lastChild; child !== null; child = child.previousSibling) {
      waiting.push({ enter: child });
    }
  }
  endBlock();
}

function headingLevel(element: DomElement, tag: string): number | undefined {
  if (/^H[1-6]$/.test(tag)) return Number(tag[1]);
  if (element.getAttribute('role') !== 'heading') return undefined;
  return Number(element.getAttribute('aria-level') ?? 2) || 2;
}

/** `-`, or the number the page shows; `numbers` counts the items of each list seen so far. */
function marker(item: DomElement, numbers: Map<DomElement, number>): string {
  const list = item.parentElement;
  if (list === null || list.tagName.toUpperCase() !== 'OL') return '-';
  const number = numbers.get(list) ?? (Number(list.getAttribute('start') ?? 1) || 1);
  numbers.set(list, number + 1);
  return `${number}.`;
}

/** False for a table that only lays out the page: it is then read as blocks. */
function writeTable(table: DomElement, builder: DocumentBuilder, endBlock: () => void): boolean {
  if (table.getAttribute('role') === 'presentation') return false;
  if (table.querySelector('table, h1, h2, h3, h4, h5, h6, ul, ol, p + p') !== null) return false;
  const rows = [...table.querySelectorAll('tr')];
  const cells = rows.map((row) =>
    [...row.children].filter((cell) => /^T[DH]$/i.test(cell.tagName)),
  );
  if (cells.every((row) => row.length < 2)) return false;
  endBlock();
  builder.paragraph(table.querySelector('caption')?.textContent ?? '');
  const first = cells[0] ?? [];
  const isHeader = first.length > 0 && first.every((cell) => cell.tagName.toUpperCase() === 'TH');
  const texts = cells.map((row) => row.flatMap(spannedText));
  builder.table(
    texts,
    isHeader || table.querySelector('thead') !== null ? { hasHeader: true } : {},
  );
  return true;
}

/** A cell over several columns says the same in each, so that the columns behind it keep their places. */
function spannedText(cell: DomElement): string[] {
  const span = Number(cell.getAttribute('colspan') ?? 1) || 1;
  const text = cellText(cell);
  const rest = Array.from({ length: Math.min(63, Math.max(0, span - 1)) }, () => '');
  return [text, ...rest];
}

function cellText(cell: DomElement): string {
  for (const br of [...cell.querySelectorAll('br')]) br.replaceWith(' ');
  return cell.textContent ?? '';
}
