import { getDocumentProxy } from 'unpdf';
import { DocumentBuilder } from '../document-builder.ts';
import { oneLine } from '../normalise-text.ts';
import { ParseError } from '../parse-failure.ts';
import type { Parser } from '../parser.ts';
import { refusePdfBomb } from './pdf-bomb.ts';
import { dropRunningLines, linesOfPage, type PdfLine, type PdfTextItem } from './pdf-lines.ts';
import { measureSizes, wordsOf, writePage } from './pdf-paragraphs.ts';

/** PDF through PDF.js: text with its place on the page, from which lines and paragraphs are made. */
export const pdfParser: Parser = {
  kind: 'pdf',
  async parse({ bytes, fileName, limits }) {
    refusePdfBomb(bytes, limits);
    const pdf = await openPdf(bytes);
    if (pdf.numPages > limits.pages) {
      throw new ParseError('too-large', `This file has more than ${limits.pages} pages.`);
    }
    const pages: PdfLine[][] = [];
    let hidden = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const content = await page.getTextContent();
      const items = content.items.filter(
        (item): item is PdfTextItem & typeof item => 'str' in item,
      );
      const read = linesOfPage(items, { left, bottom, right, top });
      pages.push(read.lines);
      hidden += read.hidden;
      page.cleanup();
    }
    const { info } = await pdf.getMetadata();
    await pdf.loadingTask.destroy();
    const empty = pages.filter((lines) => lines.length === 0).length;
    if (empty === pages.length) throw new ParseError('no-text');
    const builder = new DocumentBuilder(limits);
    writePages(builder, pages);
    if (hidden > 0) {
      builder.warn(
        'hidden-text-removed',
        'Text that a reader of the page does not see was left out.',
      );
    }
    if (empty > 0) {
      builder.warn(
        'pages-without-text',
        `${empty} of ${pages.length} pages without text: pictures, perhaps, or blank.`,
      );
    }
    const properties: Record<string, unknown> = { ...info };
    const language = properties.Language;
    return builder.finish({
      kind: 'pdf',
      fileName,
      title: statedTitle(properties.Title),
      ...(typeof language === 'string' ? { language } : {}),
    });
  },
};

async function openPdf(bytes: Uint8Array): ReturnType<typeof getDocumentProxy> {
  try {
    // PDF.js takes the buffer away from its owner, so it gets a copy.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  } catch (cause) {
    const isPassword = cause instanceof Error && cause.name === 'PasswordException';
    throw new ParseError(isPassword ? 'encrypted' : 'broken', undefined, { cause });
  }
}

function writePages(builder: DocumentBuilder, allPages: PdfLine[][]): void {
  const pages = dropRunningLines(allPages);
  const sizes = measureSizes(pages);
  const words = wordsOf(pages);
  let isOpen = false;
  pages.forEach((lines, index) => {
    builder.page(index + 1);
    if (lines.length > 0) ({ isOpen } = writePage(builder, lines, sizes, words, isOpen));
  });
}

/** Programs put the file's name, or nothing of use, where nobody wrote a title. */
function statedTitle(title: unknown): string | undefined {
  if (typeof title !== 'string') return undefined;
  const line = oneLine(title).replace(/^Microsoft (?:Word|PowerPoint|Excel) - /, '');
  const isName = /^untitled|\.(?:docx?|pptx?|xlsx?|pdf|indd|tex|dvi)$/i.test(line);
  return line === '' || isName ? undefined : line;
}
