import { oneLine, paragraph, preformatted } from './normalise-text.ts';
import { ParseError } from './parse-failure.ts';
import type { ParseLimits } from './parse-limits.ts';
import type {
  DocumentKind,
  DocumentStructure,
  PageSpan,
  ParsedDocument,
  ParseWarning,
  ParseWarningCode,
} from './parsed-document.ts';
import { tableLines } from './table-text.ts';

export interface FinishOptions {
  kind: DocumentKind;
  fileName: string;
  title?: string | undefined;
  language?: string | undefined;
}

/**
 * Collects blocks of a document in reading order and keeps the offsets of headings, pages and
 * tables into the text that results. Every block is cleaned on its way in, so offsets stay true.
 */
export class DocumentBuilder {
  readonly #limits: ParseLimits;
  readonly #parts: string[] = [];
  readonly #structure: DocumentStructure = { headings: [], pages: [], tables: [] };
  readonly #warnings = new Map<ParseWarningCode, string>();
  #length = 0;
  #openPage: PageSpan | undefined;

  constructor(limits: ParseLimits) {
    this.#limits = limits;
  }

  /** True right after `page`, and while no page was started. */
  get isPageEmpty(): boolean {
    return this.#openPage === undefined || this.#openPage.start === -1;
  }

  /** Adds a paragraph; its own line breaks stay. */
  paragraph(raw: string): void {
    this.#append(paragraph(raw));
  }

  /** Goes on with the paragraph before, which a page break cut in two. */
  continued(raw: string): void {
    this.#append(paragraph(raw), ' ');
  }

  /** Adds text whose white space carries meaning. */
  preformatted(raw: string): void {
    this.#append(preformatted(raw));
  }

  heading(level: number, raw: string): void {
    const text = oneLine(raw);
    if (text === '') return;
    const start = this.#append(text);
    const bounded = Math.min(6, Math.max(1, Math.trunc(level)));
    this.#structure.headings.push({ start, end: this.#length, level: bounded, text });
  }

  /** Adds a table, one line per row; see `tableLines` for what a row reads like. */
  table(rows: readonly (readonly string[])[], options: { hasHeader?: boolean } = {}): void {
    const { lines, columns } = tableLines(rows, options);
    if (lines.length === 0) return;
    const start = this.#append(lines.join('\n'));
    this.#structure.tables.push({ start, end: this.#length, rows: lines.length, columns });
  }

  /** Starts a page; the one before ends here. A page without text is kept as an empty span. */
  page(number: number, label?: string): void {
    this.#closePage();
    if (number > this.#limits.pages) {
      throw new ParseError('too-large', `This file has more than ${this.#limits.pages} pages.`);
    }
    const clean = label === undefined ? '' : oneLine(label);
    this.#openPage = { number, start: -1, end: -1, ...(clean === '' ? {} : { label: clean }) };
  }

  warn(code: ParseWarningCode, message: string): void {
    this.#warnings.set(code, message);
  }

  /** @throws ParseError `empty` when there is no letter or digit in the text. */
  finish(options: FinishOptions): ParsedDocument {
    this.#closePage();
    const text = this.#parts.join('');
    if (!/[\p{L}\p{N}]/u.test(text)) throw new ParseError('empty');
    const warnings: ParseWarning[] = [...this.#warnings].map(([code, message]) => ({
      code,
      message,
    }));
    const language = options.language?.trim();
    return {
      kind: options.kind,
      title: this.#title(options),
      text,
      structure: this.#structure,
      ...(language !== undefined && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language)
        ? { language }
        : {}),
      warnings,
    };
  }

  #title(options: FinishOptions): string {
    const stated = oneLine(options.title ?? '');
    const firstHeading = this.#structure.headings[0];
    const title = stated !== '' ? stated : (firstHeading?.text ?? nameAsTitle(options.fileName));
    return title.slice(0, 300).toWellFormed();
  }

  #append(text: string, separator = '\n\n'): number {
    if (text === '') return this.#length;
    if (this.#length > 0) {
      this.#parts.push(separator);
      this.#length += separator.length;
    }
    const start = this.#length;
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length > this.#limits.textLength) {
      throw new ParseError('too-large', 'This file holds more text than a document may.');
    }
    if (this.#openPage !== undefined && this.#openPage.start === -1) this.#openPage.start = start;
    return start;
  }

  #closePage(): void {
    const page = this.#openPage;
    if (page === undefined) return;
    if (page.start === -1) page.start = this.#length;
    page.end = this.#length;
    this.#structure.pages.push(page);
    this.#openPage = undefined;
  }
}

/** `price-list_2026.pdf` reads as `price list 2026`. */
export function nameAsTitle(fileName: string): string {
  const base = fileName.split(/[/\\]/).at(-1) ?? '';
  const dot = base.lastIndexOf('.');
  const stem = oneLine((dot > 0 ? base.slice(0, dot) : base).replace(/[-_]+/g, ' '));
  return stem === '' ? 'Untitled document' : stem;
}
