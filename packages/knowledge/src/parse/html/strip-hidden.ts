import { commentNode, type DomDocument, type DomElement, type DomNode, isElement } from './dom.ts';
import { backgroundOf, isHiddenStyle } from './hidden-style.ts';

/** Elements that show no text of the page, or text that belongs to a control. */
const unseen = new Set([
  'SCRIPT',
  'STYLE',
  'TEMPLATE',
  'NOSCRIPT',
  'IFRAME',
  'OBJECT',
  'EMBED',
  'SVG',
  'CANVAS',
  'HEAD',
  'TITLE',
  'LINK',
  'META',
  'INPUT',
  'SELECT',
  'TEXTAREA',
  'DATALIST',
  'DIALOG',
]);

/**
 * Removes from a page what a person looking at it does not see, because what only machines read can
 * carry instructions to them. Rules of style sheets in the page count too, outside media queries.
 * Returns how many elements with text were removed for being hidden (scripts and comments aside).
 */
export function stripHidden(document: DomDocument): number {
  const hiddenByRule = elementsHiddenByRules(document);
  let removed = 0;
  const waiting: { node: DomNode; background: ReturnType<typeof backgroundOf> }[] = [
    { node: document.documentElement, background: undefined },
  ];
  while (waiting.length > 0) {
    const at = waiting.pop();
    if (at === undefined) break;
    for (const node of [...at.node.childNodes]) {
      if (node.nodeType === commentNode) node.remove();
      if (!isElement(node)) continue;
      const element = node;
      const style = element.getAttribute('style') ?? '';
      if (unseen.has(element.tagName.toUpperCase())) {
        element.remove();
      } else if (
        hiddenByRule.has(element) ||
        hidesItself(element) ||
        (style !== '' && isHiddenStyle(style, at.background)) ||
        hasColorOfBackground(element, at.background)
      ) {
        if ((element.textContent ?? '').trim() !== '') removed += 1;
        element.remove();
      } else {
        waiting.push({
          node,
          background: backgroundOf(`${bgcolor(element)};${style}`) ?? at.background,
        });
      }
    }
  }
  return removed;
}

function hidesItself(element: DomElement): boolean {
  // `hidden="until-found"` shows when searched for in the page; it is still not seen before.
  if (element.hasAttribute('hidden')) return true;
  return element.getAttribute('aria-hidden')?.toLowerCase() === 'true';
}

/** `<font color>` and `bgcolor` say the same as a style. */
function hasColorOfBackground(
  element: DomElement,
  background: ReturnType<typeof backgroundOf>,
): boolean {
  const color = element.tagName.toUpperCase() === 'FONT' ? element.getAttribute('color') : null;
  return color !== null && isHiddenStyle(`color:${color}`, background);
}

function bgcolor(element: DomElement): string {
  const color = element.getAttribute('bgcolor');
  return color === null ? '' : `background-color:${color}`;
}

/** More rules than any page needs to hide text; keeps the work bounded. */
const maxRules = 2_000;

function elementsHiddenByRules(document: DomDocument): Set<DomElement> {
  const hidden = new Set<DomElement>();
  let rules = 0;
  for (const sheet of document.querySelectorAll('style')) {
    for (const { selector, body } of topLevelRules(sheet.textContent ?? '')) {
      rules += 1;
      if (rules > maxRules) return hidden;
      // A colour alone says nothing here: the background may come from any other rule.
      const withoutColor = body.replace(/(^|[;{\s])color\s*:[^;]*/gi, '$1');
      if (
        selector.length > 500 ||
        selector.includes(':') ||
        !isHiddenStyle(withoutColor, undefined)
      )
        continue;
      try {
        for (const element of document.querySelectorAll(selector)) hidden.add(element);
      } catch (error) {
        // A selector the engine does not know hides nothing we could find.
        if (!(error instanceof Error)) throw error;
      }
    }
  }
  // A page that hides its body does so until a script has run.
  if (document.body !== null) hidden.delete(document.body);
  return hidden;
}

/** Rules outside of `@media` and the like, by one walk over the braces. */
function* topLevelRules(css: string): Generator<{ selector: string; body: string }> {
  let depth = 0;
  let start = 0;
  let bodyStart = 0;
  for (let at = 0; at < css.length; at += 1) {
    const character = css[at];
    if (character === '/' && css[at + 1] === '*') {
      const end = css.indexOf('*/', at + 2);
      if (end === -1) return;
      if (depth === 0 && css.slice(start, at).trim() === '') start = end + 2;
      at = end + 1;
    } else if (character === '{') {
      depth += 1;
      if (depth === 1) bodyStart = at + 1;
    } else if (character === '}' && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      const selector = css.slice(start, bodyStart - 1).trim();
      if (!selector.startsWith('@')) yield { selector, body: css.slice(bodyStart, at) };
      start = at + 1;
    }
  }
}
