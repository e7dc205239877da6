import { readFileSync } from 'node:fs';
import * as docx from 'docx';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import PptxGenJS from 'pptxgenjs';
import writeXlsxFile from 'write-excel-file/node';
import type { DocumentKind } from '../parsed-document.ts';

/** Content for a file of any kind: a title, sections of paragraphs, and one table. */
export interface SampleContent {
  title: string;
  sections: { heading: string; paragraphs: string[] }[];
  table: string[][];
}

export const handbook: SampleContent = {
  title: 'Harbour Handbook',
  sections: [
    {
      heading: 'Opening hours',
      paragraphs: ['The harbour office opens at seven in the morning and closes at nine at night.'],
    },
    {
      heading: 'Mooring',
      paragraphs: [
        'Boats up to twelve metres may moor at the northern pier for three nights.',
        'Longer boats need a reservation, which the harbour master confirms by radio.',
      ],
    },
  ],
  table: [
    ['Plan', 'Price', 'Seats'],
    ['Starter', '$19', '3'],
    ['Fleet', '$249', '40'],
  ],
};

/** Writes the content as a file of that kind, with the library people would use for it. */
export const sampleFile: Record<DocumentKind, (content: SampleContent) => Promise<Uint8Array>> = {
  pdf: samplePdf,
  docx: sampleDocx,
  pptx: samplePptx,
  xlsx: async ({ table }) =>
    new Uint8Array(
      await writeXlsxFile(
        table.map((row) => row.map((value) => ({ value }))),
        { sheet: 'Plans' },
      ).toBuffer(),
    ),
  csv: async ({ table }) =>
    bytesOf(table.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n')),
  html: async (content) => bytesOf(htmlOf(content)),
  markdown: async (content) => bytesOf(markdownOf(content)),
  text: async ({ title, sections }) =>
    bytesOf(
      [title, ...sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs])].join(
        '\n\n',
      ),
    ),
};

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Files no library here can write, made once with other programs; `fixtures/readme.md` says how. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
}

async function samplePdf({ title, sections, table }: SampleContent): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  let page = pdf.addPage([595, 842]);
  let y = 780;
  const write = (text: string, size: number, face = font) => {
    for (const line of wrap(text, 90)) {
      if (y < 80) {
        page = pdf.addPage([595, 842]);
        y = 780;
      }
      page.drawText(line, { x: 60, y, size, font: face });
      y -= size * 1.3;
    }
    y -= size;
  };
  write(title, 24, bold);
  for (const { heading, paragraphs } of sections) {
    write(heading, 16, bold);
    for (const paragraph of paragraphs) write(paragraph, 11);
  }
  for (const row of table) {
    row.forEach((cell, index) => {
      page.drawText(cell, { x: 60 + index * 150, y, size: 11, font });
    });
    y -= 16;
  }
  return pdf.save();
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

async function sampleDocx({ title, sections, table }: SampleContent): Promise<Uint8Array> {
  const rows = table.map(
    (row, index) =>
      new docx.TableRow({
        tableHeader: index === 0,
        children: row.map((cell) => new docx.TableCell({ children: [new docx.Paragraph(cell)] })),
      }),
  );
  const file = new docx.Document({
    title,
    sections: [
      {
        children: [
          new docx.Paragraph({ text: title, heading: docx.HeadingLevel.TITLE }),
          ...sections.flatMap(({ heading, paragraphs }) => [
            new docx.Paragraph({ text: heading, heading: docx.HeadingLevel.HEADING_1 }),
            ...paragraphs.map((text) => new docx.Paragraph(text)),
          ]),
          new docx.Table({ rows }),
        ],
      },
    ],
  });
  return new Uint8Array(await docx.Packer.toBuffer(file));
}

async function samplePptx({ title, sections, table }: SampleContent): Promise<Uint8Array> {
  const deck = new PptxGenJS();
  deck.title = title;
  for (const { heading, paragraphs } of sections) {
    const slide = deck.addSlide();
    slide.addText(heading, { x: 1, y: 0.5, w: 8, h: 1, fontSize: 28 });
    slide.addText(paragraphs.join('\n'), { x: 1, y: 2, w: 8, h: 3 });
  }
  deck.addSlide().addTable(table.map((row) => row.map((text) => ({ text }))));
  const written = await deck.write({ outputType: 'nodebuffer' });
  if (!(written instanceof Uint8Array)) throw new TypeError('Expected bytes.');
  return new Uint8Array(written);
}

function htmlOf({ title, sections, table }: SampleContent): string {
  const [header = [], ...rows] = table;
  const body = sections
    .map(
      ({ heading, paragraphs }) =>
        `<h2>${heading}</h2>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`,
    )
    .join('\n');
  const cells = (row: string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<!doctype html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1>
${body}<table><thead>${cells(header, 'th')}</thead>${rows.map((row) => cells(row, 'td')).join('')}</table></body></html>`;
}

function markdownOf({ title, sections, table }: SampleContent): string {
  const [header = [], ...rows] = table;
  const line = (row: string[]) => `| ${row.join(' | ')} |`;
  return [
    `# ${title}`,
    ...sections.flatMap(({ heading, paragraphs }) => [`## ${heading}`, ...paragraphs]),
    [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n'),
  ].join('\n\n');
}
