/** The kinds of document the platform reads. The kind is told from the content, never from the name alone. */
export const documentKinds = [
  'pdf',
  'docx',
  'pptx',
  'xlsx',
  'csv',
  'html',
  'markdown',
  'text',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** Half-open range of UTF-16 code units of `ParsedDocument.text`: `text.slice(start, end)`. */
export interface TextSpan {
  start: number;
  end: number;
}

/** A heading as it stands in the text. `level` is 1 (outermost) to 6. */
export interface HeadingSpan extends TextSpan {
  level: number;
  text: string;
}

/** A page, slide or sheet. Pages never overlap and are in order; `label` is a sheet name or slide title. */
export interface PageSpan extends TextSpan {
  number: number;
  label?: string;
}

/** A table: one line of text per row, so that a row is a citable span. */
export interface TableSpan extends TextSpan {
  rows: number;
  columns: string[];
}

export interface DocumentStructure {
  headings: HeadingSpan[];
  pages: PageSpan[];
  tables: TableSpan[];
}

export const parseWarningCodes = [
  'hidden-text-removed',
  'pages-without-text',
  'hidden-sheets-skipped',
  'encoding-guessed',
  'rows-repaired',
] as const;

export type ParseWarningCode = (typeof parseWarningCodes)[number];

/** Something a person should know about a document that could be read. */
export interface ParseWarning {
  code: ParseWarningCode;
  message: string;
}

/**
 * What a parser makes of a file. `text` is what is stored, searched and opened by citations: NFC,
 * `\n` line ends, no control or invisible characters, blocks separated by an empty line.
 */
export interface ParsedDocument {
  kind: DocumentKind;
  title: string;
  text: string;
  structure: DocumentStructure;
  /** BCP 47 tag as the document declares it; not guessed. */
  language?: string;
  warnings: ParseWarning[];
}
