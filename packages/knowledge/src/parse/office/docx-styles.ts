import { child, childrenOf, path, type XmlElement } from './xml.ts';

/** What a paragraph style says about reading: is it a heading, is its text hidden. */
export interface ParagraphStyle {
  /** 1 to 6, or undefined for body text. */
  level: number | undefined;
  isTitle: boolean;
}

/** Paragraph styles by id. Headings are told by outline level, or by the built-in style names. */
export function readStyles(styles: XmlElement | undefined): Map<string, ParagraphStyle> {
  const elements = new Map<string, XmlElement>();
  for (const style of childrenOf(child(styles, 'w:styles'), 'w:style')) {
    const id = style.attributes.get('w:styleId');
    if (id !== undefined) elements.set(id, style);
  }
  const read = new Map<string, ParagraphStyle>();
  for (const id of elements.keys()) read.set(id, resolve(id, elements));
  return read;
}

function resolve(id: string, elements: ReadonlyMap<string, XmlElement>): ParagraphStyle {
  const seen = new Set<string>();
  let at: string | undefined = id;
  let isTitle = false;
  // A style inherits from the one it is based on; a loop in a broken file ends at the second visit.
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const style = elements.get(at);
    const name = child(style, 'w:name')?.attributes.get('w:val')?.toLowerCase() ?? '';
    if (name === 'title') isTitle = true;
    const named = /^heading ([1-9])$/.exec(name)?.[1];
    const outlined = outlineLevel(child(style, 'w:pPr'));
    const level = outlined ?? (named === undefined ? undefined : Number(named));
    if (level !== undefined) return { level: Math.min(6, level), isTitle };
    at = child(style, 'w:basedOn')?.attributes.get('w:val');
  }
  return { level: isTitle ? 1 : undefined, isTitle };
}

/** Level of a paragraph's or style's own properties; 9 in the file means body text. */
export function outlineLevel(properties: XmlElement | undefined): number | undefined {
  const value = child(properties, 'w:outlineLvl')?.attributes.get('w:val');
  const level = Number(value);
  return value === undefined || !Number.isInteger(level) || level < 0 || level > 8
    ? undefined
    : Math.min(6, level + 1);
}

/** An on/off property: present without a value is on. */
export function isOn(properties: XmlElement | undefined, name: string): boolean {
  const property = path(properties, name);
  if (property === undefined) return false;
  const value = property.attributes.get('w:val');
  return value === undefined || !['0', 'false', 'off', 'none'].includes(value.toLowerCase());
}

/** Run text nobody sees on the page: hidden, white on the white page, or at most one point high. */
export function isHiddenRun(run: XmlElement): boolean {
  const properties = child(run, 'w:rPr');
  if (properties === undefined) return false;
  if (isOn(properties, 'w:vanish') || isOn(properties, 'w:webHidden')) return true;
  const size = Number(child(properties, 'w:sz')?.attributes.get('w:val') ?? 24);
  if (size <= 2) return true;
  const color = child(properties, 'w:color')?.attributes.get('w:val')?.toUpperCase();
  const shaded = child(properties, 'w:shd') ?? child(properties, 'w:highlight');
  return color === 'FFFFFF' && shaded === undefined;
}
