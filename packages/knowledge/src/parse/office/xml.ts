import { Parser } from 'htmlparser2';
import { decodeText } from '../text/decode-text.ts';

/** An element of an XML part. Attribute and element names keep their usual prefix (`w:p`). */
export interface XmlElement {
  name: string;
  attributes: Map<string, string>;
  children: XmlNode[];
}

export type XmlNode = XmlElement | string;

/** Deeper nesting than any real document has; beyond it elements are read as children of the last. */
const maxDepth = 2_000;

/**
 * Reads XML into a light tree. The reader never expands entities of a document type and fetches
 * nothing, so neither a billion laughs nor an external entity does anything.
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [] };
  const stack: XmlElement[] = [root];
  let depth = 0;
  streamXml(bytes, {
    open(name, attributes) {
      depth += 1;
      const element: XmlElement = {
        name,
        attributes: new Map(Object.entries(attributes)),
        children: [],
      };
      stack.at(-1)?.children.push(element);
      if (depth < maxDepth) stack.push(element);
    },
    close() {
      if (depth < maxDepth && stack.length > 1) stack.pop();
      depth -= 1;
    },
    text(text) {
      stack.at(-1)?.children.push(text);
    },
  });
  return root;
}

export interface XmlHandler {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Streams XML events; for parts too large for a tree (sheets). */
export function streamXml(bytes: Uint8Array, handler: XmlHandler): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => handler.open(name, attributes),
      onclosetag: (name) => handler.close(name),
      ontext: (text) => handler.text(text),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(decodeText(bytes).text);
  parser.end();
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string';
}

/** Direct children with that name. */
export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  if (element === undefined) return [];
  return element.children.filter(
    (node): node is XmlElement => isElement(node) && node.name === name,
  );
}

/** First direct child with that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0];
}

/** Follows names down from an element. */
export function path(element: XmlElement | undefined, ...names: string[]): XmlElement | undefined {
  let at = element;
  for (const name of names) at = child(at, name);
  return at;
}

/** All descendants with that name, in document order. */
export function descendants(element: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting: XmlElement[] = element === undefined ? [] : [element];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (at === undefined) break;
    if (at.name === name) found.push(at);
    for (let index = at.children.length - 1; index >= 0; index -= 1) {
      const node = at.children[index];
      if (node !== undefined && isElement(node)) waiting.push(node);
    }
  }
  return found;
}

/** All text below an element, joined. */
export function textOf(element: XmlElement | undefined): string {
  const parts: string[] = [];
  const waiting: XmlNode[] = element === undefined ? [] : [element];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (at === undefined) break;
    if (typeof at === 'string') parts.push(at);
    else
      for (let index = at.children.length - 1; index >= 0; index -= 1) {
        const node = at.children[index];
        if (node !== undefined) waiting.push(node);
      }
  }
  return parts.join('');
}
