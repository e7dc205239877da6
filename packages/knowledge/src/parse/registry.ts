import { htmlParser } from './html/html.ts';
import { docxParser } from './office/docx.ts';
import { pptxParser } from './office/pptx.ts';
import { xlsxParser } from './office/xlsx.ts';
import type { DocumentKind } from './parsed-document.ts';
import type { Parser } from './parser.ts';
import { pdfParser } from './pdf/pdf.ts';
import { csvParser } from './text/csv.ts';
import { markdownParser } from './text/markdown.ts';
import { textParser } from './text/plain-text.ts';

/** Every format the platform reads. A new one is added here, and the conformance suite runs on it. */
export const parsers: Record<DocumentKind, Parser> = {
  pdf: pdfParser,
  docx: docxParser,
  pptx: pptxParser,
  xlsx: xlsxParser,
  csv: csvParser,
  html: htmlParser,
  markdown: markdownParser,
  text: textParser,
};
