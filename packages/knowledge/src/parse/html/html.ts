import { DocumentBuilder } from '../document-builder.ts';
import { ParseError } from '../parse-failure.ts';
import type { Parser } from '../parser.ts';
import { decodeText } from '../text/decode-text.ts';
import { warnOfEncoding } from '../text/warn-of-encoding.ts';
import { type DomDocument, type DomElement, parseDocument, pruneToArticle } from './dom.ts';
import { writeBlocks } from './html-blocks.ts';
import { stripHidden } from './strip-hidden.ts';

/** More elements than a page a person reads; Readability's time grows faster than the page. */
const readabilityElements = 20_000;
/** An article that leaves out more than this share of the page's text has likely lost some of it. */
const leastArticleShare = 0.5;

/**
 * Web pages. What a person does not see is removed first; then the article is taken out of its
 * surroundings (menus, banners) where that clearly is one, otherwise the whole page is kept.
 */
export const htmlParser: Parser = {
  kind: 'html',
  parse({ bytes, fileName, limits }) {
    const decoded = declaredText(bytes);
    const document = parseDocument(wholePage(decoded.text));
    const builder = new DocumentBuilder(limits);
    warnOfEncoding(builder, decoded);
    const title = document.querySelector('title')?.textContent ?? undefined;
    const language = document.querySelector('[data-page=html]')?.getAttribute('lang') ?? undefined;
    const hidden = stripHidden(document);
    if (hidden > 0) {
      builder.warn(
        'hidden-text-removed',
        'Text that a reader of the page does not see was left out.',
      );
    }
    const body = document.body;
    if (body === null) throw new ParseError('empty');
    writeBlocks(mainContent(document, body), builder);
    return builder.finish({ kind: 'html', fileName, title: headline(body) ?? title, language });
  },
};

/**
 * The reader behind the DOM repairs nothing: pages without a body, with two, or with text after
 * its end would lose text. So `html` and `body` become plain elements of a page of our own; their
 * styles still count, and an unmatched end tag ends nothing.
 */
function wholePage(source: string): string {
  const flat = source
    .replace(
      /<(html|body)(?=[\s>])/gi,
      (_all, name: string) => `<div data-page="${name.toLowerCase()}"`,
    )
    .replace(/<\/(?:html|body|head)\s{0,10}>|<head>|<!doctype[^<>]{0,500}>/gi, '');
  return `<!doctype html><html><head></head><body>${flat}</body></html>`;
}

/** The page's one heading of the first level is its name; the title often adds the site's. */
function headline(body: DomElement): string | undefined {
  const headings = body.querySelectorAll('h1');
  const text = headings.length === 1 ? [...headings][0]?.textContent?.trim() : undefined;
  return text === '' ? undefined : text;
}

/** `<meta charset>` counts where the bytes themselves do not say. */
function declaredText(bytes: Uint8Array): ReturnType<typeof decodeText> {
  const decoded = decodeText(bytes);
  if (!decoded.guessed) return decoded;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048));
  const charset = /charset\s{0,5}=\s{0,5}["']?([a-z0-9_-]{2,30})/i.exec(start)?.[1];
  if (charset === undefined) return decoded;
  try {
    return { ...decoded, text: new TextDecoder(charset).decode(bytes), guessed: false };
  } catch (error) {
    // An unknown label: what was guessed stands.
    if (error instanceof RangeError) return decoded;
    throw error;
  }
}

function mainContent(document: DomDocument, body: DomElement): DomElement {
  for (const tag of ['nav', 'form button', '[role="navigation"]', '[role="banner"]']) {
    for (const element of [...body.querySelectorAll(tag)]) element.remove();
  }
  const stated = body.querySelectorAll('main, [role="main"]');
  const [main] = stated.length === 1 ? stated : [];
  if (main !== undefined && visibleLength(main) >= visibleLength(body) * leastArticleShare)
    return main;
  if (document.querySelectorAll('*').length <= readabilityElements) {
    pruneToArticle(document, body, leastArticleShare);
  }
  return body;
}

function visibleLength(element: DomElement): number {
  return (element.textContent ?? '').replace(/\s+/g, ' ').length;
}
