import type { DocumentKind } from '../parsed-document.ts';

/** The first characters are enough to tell kinds of text apart, and keep the telling linear. */
const sampleLength = 64_000;

type TextKind = Extract<DocumentKind, 'html' | 'markdown' | 'csv' | 'text'>;

/**
 * Tells HTML, Markdown, CSV and plain text apart by what the text looks like. The file's name only
 * decides between kinds the content allows: a page named `.txt` is still HTML.
 */
export function sniffText(text: string, fileName: string): TextKind {
  const sample = text.slice(0, sampleLength);
  if (looksLikeHtml(sample)) return 'html';
  const extension = /\.([a-z0-9]{1,10})$/i.exec(fileName)?.[1]?.toLowerCase();
  if (extension === 'md' || extension === 'markdown' || extension === 'mdx') return 'markdown';
  if ((extension === 'csv' || extension === 'tsv') && !looksLikeMarkdown(sample)) return 'csv';
  if (extension === 'html' || extension === 'htm' || extension === 'xhtml') {
    return sample.includes('<') ? 'html' : 'text';
  }
  if (looksLikeMarkdown(sample)) return 'markdown';
  return extension !== 'txt' && looksLikeCsv(sample) ? 'csv' : 'text';
}

/** Prose has commas too: a table repeats their number line after line, and its cells are short. */
function looksLikeCsv(sample: string): boolean {
  const delimiter = delimiterOf(sample);
  const lines = sample.split('\n', 51).filter((line) => line.trim() !== '');
  if (delimiter === undefined || lines.length < 3) return false;
  const counts = lines.slice(0, -1).map((line) => count(line, delimiter));
  const same = counts.filter((value) => value === counts[0]).length;
  const sentences = lines.filter((line) => /[.!?]\s*$/.test(line)).length;
  return same >= counts.length * 0.9 && sentences < lines.length / 2;
}

const htmlStart =
  /^\s*(<\?xml[^>]{0,200}\?>\s*)?(<!--[^>]{0,2000}-->\s*)?(<!doctype html|<html|<head|<body)/i;
const blockTag =
  /<(p|div|h[1-6]|table|ul|ol|section|article|main|header|footer|span|a|br|script|style)[\s>/]/gi;

function looksLikeHtml(sample: string): boolean {
  const start = sample.slice(0, 4_000);
  if (htmlStart.test(start)) return true;
  if (!start.trimStart().startsWith('<')) return false;
  return (start.match(blockTag)?.length ?? 0) >= 2;
}

const markdownSigns: readonly RegExp[] = [
  /^#{1,6} \S/,
  /^```/,
  /^\|? ?:?-{3,}:? ?\|/,
  /\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)/,
  /^> \S/,
  /\*\*[^*\n]{1,200}\*\*/,
];

/** At least two different signs, or headings twice; a `#` comment of a config file is not enough. */
function looksLikeMarkdown(sample: string): boolean {
  const seen = new Set<number>();
  let headings = 0;
  for (const line of sample.split('\n').slice(0, 2_000)) {
    const short = line.slice(0, 1_000);
    markdownSigns.forEach((sign, index) => {
      if (!sign.test(short)) return;
      seen.add(index);
      if (index === 0) headings += 1;
    });
    if (seen.size >= 2) return true;
  }
  return headings >= 2;
}

const delimiters = [',', ';', '\t', '|'] as const;

/**
 * The delimiter that splits at least two of the first lines into the same number of cells, two or
 * more; undefined when none does. Cells in quotation marks may hold it.
 */
export function delimiterOf(text: string): string | undefined {
  const lines = text
    .slice(0, sampleLength)
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50);
  let best: { delimiter: string; score: number } | undefined;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => count(line, delimiter));
    const first = counts[0] ?? 0;
    if (first === 0 || counts.length < 2) continue;
    const same = counts.filter((value) => value === first).length / counts.length;
    if (same < 0.7) continue;
    const score = same * Math.min(first, 20);
    if (best === undefined || score > best.score) best = { delimiter, score };
  }
  return best?.delimiter;
}

function count(line: string, delimiter: string): number {
  let quoted = false;
  let found = 0;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) found += 1;
  }
  return found;
}
