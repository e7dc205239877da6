import { DocumentBuilder } from '../document-builder.ts';
import type { Parser } from '../parser.ts';
import {
  coreProperties,
  mainPart,
  optionalPart,
  relationships,
  requirePart,
} from './package-parts.ts';
import { SafeZip } from './safe-zip.ts';
import { child, childrenOf, descendants, isElement, path, type XmlElement } from './xml.ts';

/** Presentations (ECMA-376 PresentationML): a slide is a page, its title a heading, notes follow it. */
export const pptxParser: Parser = {
  kind: 'pptx',
  parse({ bytes, fileName, limits }) {
    const zip = SafeZip.open(bytes, limits);
    const partName = mainPart(zip, 'ppt/presentation.xml');
    const presentation = requirePart(zip, partName);
    const links = relationships(zip, partName);
    const builder = new DocumentBuilder(limits);
    let number = 0;
    const ids = childrenOf(path(presentation, 'p:presentation', 'p:sldIdLst'), 'p:sldId');
    for (const id of ids) {
      number += 1;
      const target = links.get(id.attributes.get('r:id') ?? '')?.target;
      const slide = child(optionalPart(zip, target), 'p:sld');
      if (target === undefined || slide === undefined) continue;
      // A hidden slide is not shown to the audience, but is part of the deck its maker uploaded.
      readSlide(builder, number, slide);
      const notes = [...relationships(zip, target).values()].find(
        (link) => link.type === 'notesSlide',
      );
      if (notes !== undefined) readNotes(builder, optionalPart(zip, notes.target));
    }
    const { title, language } = coreProperties(zip);
    // Programs write their own name here when nobody gave a title.
    const stated = /^(powerpoint|pptxgenjs) presentation$/i.test(title) ? '' : title;
    return builder.finish({ kind: 'pptx', fileName, title: stated, language });
  },
};

const titleTypes = new Set(['title', 'ctrTitle']);
/** Placeholders that repeat on every slide and say nothing of it. */
const furniture = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg']);

function readSlide(builder: DocumentBuilder, number: number, slide: XmlElement): void {
  const shapes = shapesOf(path(slide, 'p:cSld', 'p:spTree'));
  const titleShape =
    shapes.find((shape) => titleTypes.has(placeholder(shape))) ?? plainTitle(shapes);
  const title = titleShape === undefined ? '' : paragraphs(titleShape).join(' ');
  builder.page(number, title);
  builder.heading(1, title);
  for (const shape of shapes) {
    if (shape === titleShape || furniture.has(placeholder(shape))) continue;
    const table = path(shape, 'a:graphic', 'a:graphicData', 'a:tbl');
    if (table !== undefined) readTable(builder, table);
    else builder.paragraph(paragraphs(shape).join('\n'));
  }
}

/** Some programs write titles as plain text boxes: the first one, when it is one short line. */
function plainTitle(shapes: readonly XmlElement[]): XmlElement | undefined {
  const first = shapes[0];
  if (first === undefined || shapes.length < 2 || first.name !== 'p:sp') return undefined;
  const [text = '', ...more] = paragraphs(first);
  return more.length === 0 && text !== '' && text.length <= 80 && !/[.;,]$/.test(text.trim())
    ? first
    : undefined;
}

function readTable(builder: DocumentBuilder, table: XmlElement): void {
  const rows = childrenOf(table, 'a:tr').map((row) =>
    childrenOf(row, 'a:tc').map((cell) => paragraphs(cell).join(' ')),
  );
  const stated = child(table, 'a:tblPr')?.attributes.get('firstRow') === '1';
  builder.table(rows, stated ? { hasHeader: true } : {});
}

function readNotes(builder: DocumentBuilder, notes: XmlElement | undefined): void {
  const shapes = shapesOf(path(notes, 'p:notes', 'p:cSld', 'p:spTree'));
  for (const shape of shapes) {
    if (!furniture.has(placeholder(shape))) builder.paragraph(paragraphs(shape).join('\n'));
  }
}

/** Shapes in drawing order, groups opened. */
function shapesOf(tree: XmlElement | undefined): XmlElement[] {
  const shapes: XmlElement[] = [];
  const waiting = tree === undefined ? [] : [tree];
  while (waiting.length > 0) {
    const at = waiting.shift();
    for (const node of at?.children ?? []) {
      if (!isElement(node)) continue;
      if (node.name === 'p:grpSp') waiting.push(node);
      else if (node.name === 'p:sp' || node.name === 'p:graphicFrame') shapes.push(node);
    }
  }
  return shapes;
}

function placeholder(shape: XmlElement): string {
  const mark = path(shape, 'p:nvSpPr', 'p:nvPr', 'p:ph');
  return mark === undefined ? '' : (mark.attributes.get('type') ?? 'body');
}

/** Text of each `a:p` below an element; `a:br` is a line break. */
function paragraphs(element: XmlElement): string[] {
  return descendants(element, 'a:p')
    .map((paragraph) => {
      const parts: string[] = [];
      for (const run of paragraph.children) {
        if (!isElement(run)) continue;
        if (run.name === 'a:br') parts.push('\n');
        const text = child(run, 'a:t');
        for (const node of text?.children ?? []) if (!isElement(node)) parts.push(node);
      }
      return parts.join('');
    })
    .filter((text) => text.trim() !== '');
}
