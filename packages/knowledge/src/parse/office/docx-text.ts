import { isHiddenRun } from './docx-styles.ts';
import { isElement, type XmlElement } from './xml.ts';

/** Marks a page break within the text of a paragraph; never part of the result. */
export const pageBreak = '\f';

/** Elements whose text is not the document's: deleted text, field codes, the fallback of drawings. */
const skipped = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'w:delText',
  'mc:Fallback',
  'w:pPr',
  'w:rPr',
  'm:oMathParaPr',
]);

export interface ParagraphText {
  text: string;
  /** Text boxes anchored in the paragraph: their paragraphs stand after it. */
  boxes: XmlElement[];
  noteIds: string[];
  hidden: boolean;
}

/** Text of one `w:p`, hidden runs left out, with page breaks as `pageBreak`. */
export function paragraphText(paragraph: XmlElement): ParagraphText {
  const found: ParagraphText = { text: '', boxes: [], noteIds: [], hidden: false };
  const parts: string[] = [];
  const waiting = paragraph.children.toReversed();
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (node === undefined) break;
    if (!isElement(node) || skipped.has(node.name)) continue;
    switch (node.name) {
      case 'w:t':
      case 'm:t':
        for (const text of node.children) if (typeof text === 'string') parts.push(text);
        continue;
      case 'w:tab':
      case 'w:ptab':
        parts.push('\t');
        continue;
      case 'w:br':
        parts.push(node.attributes.get('w:type') === 'page' ? pageBreak : '\n');
        continue;
      case 'w:cr':
        parts.push('\n');
        continue;
      case 'w:noBreakHyphen':
        parts.push('-');
        continue;
      case 'w:lastRenderedPageBreak':
        parts.push(pageBreak);
        continue;
      case 'w:txbxContent':
        found.boxes.push(node);
        continue;
      case 'w:footnoteReference':
      case 'w:endnoteReference': {
        const id = node.attributes.get('w:id');
        if (id !== undefined)
          found.noteIds.push(`${node.name === 'w:endnoteReference' ? 'e' : 'f'}${id}`);
        continue;
      }
      case 'w:r':
        if (isHiddenRun(node)) {
          found.hidden = true;
          continue;
        }
    }
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const inner = node.children[index];
      if (inner !== undefined) waiting.push(inner);
    }
  }
  found.text = parts.join('');
  return found;
}
