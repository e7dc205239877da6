import { isHiddenStyle } from '../html/hidden-style.ts';

export interface FrontMatter {
  title: string | undefined;
  language: string | undefined;
  body: string;
}

/** Takes a leading `---` block of `key: value` lines off; only title and language are read of it. */
export function readFrontMatter(text: string): FrontMatter {
  if (!text.startsWith('---\n')) return { title: undefined, language: undefined, body: text };
  const end = text.indexOf('\n---', 3);
  // A rule at the top is not front matter: its end is near, and its first line has a key.
  const block = end === -1 ? '' : text.slice(4, end);
  if (end === -1 || end > 20_000 || !/^[\w-]{1,50}:/.test(block)) {
    return { title: undefined, language: undefined, body: text };
  }
  const value = (key: string) => {
    const line = block.split('\n').find((candidate) => candidate.startsWith(`${key}:`));
    const raw = line?.slice(key.length + 1).trim();
    const bare = raw?.replace(/^"(.*)"$|^'(.*)'$/, '$1$2');
    return bare === '' ? undefined : bare;
  };
  const bodyStart = text.indexOf('\n', end + 1);
  return {
    title: value('title'),
    language: value('lang') ?? value('language'),
    body: bodyStart === -1 ? '' : text.slice(bodyStart + 1),
  };
}

const unseenElements = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg']);

/**
 * Removes what a reader of the rendered page does not see: comments, scripts, and elements hidden
 * by attribute or style. Code (fenced, or between backticks) is shown as it is and stays. What is
 * not closed runs to the end, as in a browser.
 */
export function visibleSource(source: string): { text: string; removed: number } {
  const lower = source.toLowerCase();
  const parts: string[] = [];
  let removed = 0;
  let keptFrom = 0;
  let at = 0;
  let fence = '';
  while (at < source.length) {
    const newline = source.indexOf('\n', at);
    const lineEnd = newline === -1 ? source.length : newline;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(source.slice(at, Math.min(lineEnd, at + 100)))?.[1];
    if (mark !== undefined && (fence === '' || mark.startsWith(fence))) {
      fence = fence === '' ? mark : '';
    } else if (fence === '') {
      const cut = firstHidden(source, lower, at, lineEnd);
      if (cut !== undefined) {
        parts.push(source.slice(keptFrom, cut.start));
        removed += 1;
        keptFrom = cut.end;
        at = cut.end;
        continue;
      }
    }
    at = lineEnd + 1;
  }
  parts.push(source.slice(keptFrom));
  return { text: parts.join(''), removed };
}

/** The first hidden stretch that starts between the two places. */
function firstHidden(
  source: string,
  lower: string,
  from: number,
  to: number,
): { start: number; end: number } | undefined {
  let inCode = false;
  for (let at = from; at < to; at += 1) {
    const character = source[at];
    if (character === '`') inCode = !inCode;
    if (character !== '<' || inCode) continue;
    if (source.startsWith('<!--', at)) {
      const close = source.indexOf('-->', at + 4);
      return { start: at, end: close === -1 ? source.length : close + 3 };
    }
    const tag = /^<([a-z][a-z0-9-]{0,30})([^<>]{0,2000})>/i.exec(source.slice(at, at + 2_100));
    if (tag === null) continue;
    const name = tag[1]?.toLowerCase() ?? '';
    const attributes = tag[2] ?? '';
    if (!unseenElements.has(name) && !hidesItself(attributes)) continue;
    const close = lower.indexOf(`</${name}`, at);
    const end = close === -1 ? -1 : source.indexOf('>', close);
    return { start: at, end: end === -1 ? source.length : end + 1 };
  }
  return undefined;
}

function hidesItself(attributes: string): boolean {
  if (/(?:^|\s)hidden(?:\s|=|\/|$)/i.test(attributes)) return true;
  if (/aria-hidden\s{0,5}=\s{0,5}["']?true/i.test(attributes)) return true;
  const style = /style\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
  return style !== null && isHiddenStyle(style[1] ?? style[2] ?? '', undefined);
}
