import { DocumentBuilder } from '../document-builder.ts';
import type { Parser } from '../parser.ts';
import { outlineLevel, type ParagraphStyle, readStyles } from './docx-styles.ts';
import { pageBreak, paragraphText } from './docx-text.ts';
import {
  coreProperties,
  mainPart,
  optionalPart,
  relationships,
  requirePart,
} from './package-parts.ts';
import { SafeZip } from './safe-zip.ts';
import { child, childrenOf, descendants, isElement, path, textOf, type XmlElement } from './xml.ts';

/**
 * Word documents (ECMA-376 WordprocessingML). Pages are those the program that saved the file last
 * laid out (`w:lastRenderedPageBreak`) and hard breaks; a file without either has no pages.
 */
export const docxParser: Parser = {
  kind: 'docx',
  parse({ bytes, fileName, limits }) {
    const zip = SafeZip.open(bytes, limits);
    const partName = mainPart(zip, 'word/document.xml');
    const body = path(requirePart(zip, partName), 'w:document', 'w:body');
    const parts = new Map<string, string>();
    for (const { type, target } of relationships(zip, partName).values()) parts.set(type, target);
    const reader = new DocxReader(
      new DocumentBuilder(limits),
      readStyles(optionalPart(zip, parts.get('styles'))),
      readNotes(
        optionalPart(zip, parts.get('footnotes')),
        optionalPart(zip, parts.get('endnotes')),
      ),
    );
    const { title, language } = coreProperties(zip);
    const builder = reader.read(body);
    return builder.finish({ kind: 'docx', fileName, title: reader.title ?? title, language });
  },
};

class DocxReader {
  title: string | undefined;
  readonly #builder: DocumentBuilder;
  readonly #styles: ReadonlyMap<string, ParagraphStyle>;
  readonly #notes: ReadonlyMap<string, string>;
  #page = 1;

  constructor(
    builder: DocumentBuilder,
    styles: ReadonlyMap<string, ParagraphStyle>,
    notes: ReadonlyMap<string, string>,
  ) {
    this.#builder = builder;
    this.#styles = styles;
    this.#notes = notes;
  }

  read(body: XmlElement | undefined): DocumentBuilder {
    const hasPages =
      descendants(body, 'w:lastRenderedPageBreak').length > 0 ||
      descendants(body, 'w:br').some((br) => br.attributes.get('w:type') === 'page');
    if (hasPages) this.#builder.page(1);
    this.#blocks(body, 0);
    return this.#builder;
  }

  #blocks(container: XmlElement | undefined, depth: number): void {
    if (container === undefined || depth > 50) return;
    for (const node of container.children) {
      if (!isElement(node)) continue;
      if (node.name === 'w:p') this.#paragraph(node, depth);
      else if (node.name === 'w:tbl') this.#table(node, depth);
      else if (node.name === 'w:sdt') this.#blocks(child(node, 'w:sdtContent'), depth + 1);
      else if (node.name === 'w:ins' || node.name === 'w:customXml') this.#blocks(node, depth + 1);
    }
  }

  #paragraph(paragraph: XmlElement, depth: number): void {
    const properties = child(paragraph, 'w:pPr');
    const style = this.#styles.get(child(properties, 'w:pStyle')?.attributes.get('w:val') ?? '');
    const level = outlineLevel(properties) ?? style?.level;
    const { text, boxes, noteIds, hidden } = paragraphText(paragraph);
    if (hidden)
      this.#builder.warn(
        'hidden-text-removed',
        'Text that a reader of the page does not see was left out.',
      );
    const isList = child(properties, 'w:numPr') !== undefined && level === undefined;
    text.split(pageBreak).forEach((piece, index) => {
      if (index > 0) this.#breakPage();
      if (piece.trim() === '') return;
      if (level !== undefined) {
        if (style?.isTitle === true) this.title ??= piece.trim();
        this.#builder.heading(level, piece);
      } else this.#builder.paragraph(isList && index === 0 ? `- ${piece}` : piece);
    });
    for (const id of noteIds) this.#builder.paragraph(this.#notes.get(id) ?? '');
    for (const box of boxes) this.#blocks(box, depth + 1);
  }

  #table(table: XmlElement, depth: number): void {
    const rows = childrenOf(table, 'w:tr');
    const cells = rows.map((row) => rowCells(row));
    const isLayout = cells.every((row) => row.length < 2) || descendants(table, 'w:tbl').length > 1;
    if (isLayout) {
      for (const cell of cells.flat()) this.#blocks(cell, depth + 1);
      return;
    }
    const first = rows[0];
    const stated = first !== undefined && path(first, 'w:trPr', 'w:tblHeader') !== undefined;
    let breaks = 0;
    const texts = cells.map((row) =>
      row.flatMap((cell) => {
        const text = descendants(cell, 'w:p')
          .map((p) => paragraphText(p).text)
          .join('\n');
        breaks += text.split(pageBreak).length - 1;
        // A cell over several columns takes their places, so that the ones after it keep theirs.
        const span = Number(path(cell, 'w:tcPr', 'w:gridSpan')?.attributes.get('w:val') ?? 1);
        const empty = Array.from({ length: Math.min(63, Math.max(0, span - 1)) }, () => '');
        return [text.replaceAll(pageBreak, ' '), ...empty];
      }),
    );
    this.#builder.table(texts, stated ? { hasHeader: true } : {});
    for (let count = 0; count < breaks; count += 1) this.#breakPage();
  }

  #breakPage(): void {
    // A hard break is followed by the laid-out break of the same place: without text between, one page.
    if (this.#builder.isPageEmpty) return;
    this.#page += 1;
    this.#builder.page(this.#page);
  }
}

function rowCells(row: XmlElement): XmlElement[] {
  return row.children.flatMap((node) => {
    if (!isElement(node)) return [];
    if (node.name === 'w:tc') return [node];
    return node.name === 'w:sdt' ? childrenOf(child(node, 'w:sdtContent'), 'w:tc') : [];
  });
}

/** Foot- and endnotes by kind and id (`f2`, `e1`); separators the program draws are left out. */
function readNotes(
  footnotes: XmlElement | undefined,
  endnotes: XmlElement | undefined,
): Map<string, string> {
  const notes = new Map<string, string>();
  const add = (mark: string, elements: XmlElement[]) => {
    for (const note of elements) {
      const id = note.attributes.get('w:id');
      if (id === undefined || note.attributes.has('w:type')) continue;
      notes.set(`${mark}${id}`, descendants(note, 'w:t').map(textOf).join('').trim());
    }
  };
  add('f', childrenOf(child(footnotes, 'w:footnotes'), 'w:footnote'));
  add('e', childrenOf(child(endnotes, 'w:endnotes'), 'w:endnote'));
  return notes;
}
