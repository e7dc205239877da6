import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

/**
 * The part of the DOM the HTML parser uses, stated here because servers are typed without the
 * browser's globals. linkedom implements it; its own types lean on those globals.
 */
export interface DomNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<DomNode>;
  readonly lastChild: DomNode | null;
  readonly previousSibling: DomNode | null;
  remove(): void;
}

export interface DomElement extends DomNode {
  readonly tagName: string;
  readonly children: Iterable<DomElement>;
  readonly parentElement: DomElement | null;
  readonly previousElementSibling: DomElement | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  setAttribute(name: string, value: string): void;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement> & { readonly length: number };
  replaceWith(text: string): void;
}

export interface DomDocument {
  readonly documentElement: DomElement;
  readonly body: DomElement | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement> & { readonly length: number };
  toString(): string;
}

export const elementNode = 1;
export const textNode = 3;
export const commentNode = 8;

export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === elementNode;
}

export function parseDocument(source: string): DomDocument {
  const page: { document: DomDocument } = parseHTML(source);
  return page.document;
}

const containers = new Set([
  'ASIDE',
  'DIV',
  'FOOTER',
  'FORM',
  'HEADER',
  'NAV',
  'OL',
  'SECTION',
  'UL',
]);

/** Attribute by which an element is found again in a copy of its tree. */
const mark = 'data-element-number';

/**
 * Removes from a page what Readability does not count to its article (menus, banners, related
 * links). Readability rewrites the tree it reads (a first heading becomes a second), so it reads a
 * numbered copy, and what it drops there is dropped here. `leastShare` is the part of the text that
 * must remain; when less would, the page is left whole.
 */
export function pruneToArticle(document: DomDocument, body: DomElement, leastShare: number): void {
  const elements = [...body.querySelectorAll('*')];
  elements.forEach((element, index) => {
    element.setAttribute(mark, String(index));
  });
  const copy: { document: Document } = parseHTML(document.toString());
  const reader = new Readability<DomElement>(copy.document, {
    serializer: (node: unknown) => node as DomElement,
  });
  const article = reader.parse()?.content;
  if (article === null || article === undefined) return;
  if ((article.textContent ?? '').length < (body.textContent ?? '').length * leastShare) return;
  const kept = new Set<DomElement>();
  for (const copied of article.querySelectorAll(`[${mark}]`)) {
    const original = elements[Number(copied.getAttribute(mark))];
    for (let at = original ?? null; at !== null && !kept.has(at); at = at.parentElement)
      kept.add(at);
  }
  for (const element of elements) {
    const parent = element.parentElement;
    if (kept.has(element) || (parent !== null && parent !== body && !kept.has(parent))) continue;
    // Only whole containers go, and none with the page's heading, which Readability counts apart.
    const isContainer = containers.has(element.tagName.toUpperCase());
    if (!isContainer || element.querySelector('h1') !== null) continue;
    element.remove();
  }
}

type Document = ConstructorParameters<typeof Readability>[0];
