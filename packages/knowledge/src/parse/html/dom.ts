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

/** The article of a page as Readability sees it; it changes the tree it reads, so it gets a copy. */
export function readArticle(document: DomDocument): DomElement | undefined {
  const copy: { document: Document } = parseHTML(document.toString());
  const reader = new Readability<DomElement>(copy.document, {
    serializer: (node: unknown) => node as DomElement,
  });
  return reader.parse()?.content ?? undefined;
}

type Document = ConstructorParameters<typeof Readability>[0];
