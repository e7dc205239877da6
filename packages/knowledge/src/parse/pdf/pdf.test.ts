import { PDFDocument, type PDFPage, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { defaultParseLimits } from '../parse-limits.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { pdfParser } from './pdf.ts';

type Draw = (
  page: PDFPage,
  write: (text: string, x: number, y: number, size?: number) => void,
) => void;

async function read(pages: Draw[], title?: string): Promise<ParsedDocument> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  if (title !== undefined) pdf.setTitle(title);
  for (const draw of pages) {
    const page = pdf.addPage([595, 842]);
    draw(page, (text, x, y, size = 11) => page.drawText(text, { x, y, size, font }));
  }
  return pdfParser.parse({
    bytes: await pdf.save(),
    fileName: 'harbour.pdf',
    limits: defaultParseLimits,
  });
}

const column = (write: Parameters<Draw>[1], x: number, top: number, lines: string[]) => {
  lines.forEach((line, index) => {
    write(line, x, top - index * 14);
  });
};

describe('PDF', () => {
  it('joins lines into paragraphs, mends hyphens, and keeps those that belong to a word', async () => {
    const { text } = await read([
      (_page, write) =>
        column(write, 60, 700, [
          'The harbour master keeps a list of all well-known boats and their own-',
          'ers, which is renewed every spring by the office. Visitors of well-',
          'known boats need no reservation at all for the first of their nights.',
        ]),
    ]);
    expect(text).toBe(
      'The harbour master keeps a list of all well-known boats and their owners, which is renewed every spring by the office. Visitors of well-known boats need no reservation at all for the first of their nights.',
    );
  });

  it('splits paragraphs at wider gaps, items and short last lines', async () => {
    const { text } = await read([
      (_page, write) => {
        column(write, 60, 700, [
          'This is the first line of a paragraph that goes on for a while until',
          'it ends here.',
          'The next one starts without a gap but after a line that ended short,',
          'and goes on.',
          '1. An item of a list',
          '2. Another item',
        ]);
        write('After a gap.', 60, 560);
      },
    ]);
    expect(text.split('\n\n')).toHaveLength(5);
  });

  it('drops running heads and page numbers, keeps page spans, and joins what a page break cut', async () => {
    const body = [
      'Boats of more than twelve metres pay the fee of the outer pier for each',
      'night and for each metre beyond the twelfth which they bring with them',
    ];
    const pages: Draw[] = ['one', 'two', 'three', 'four'].map((name, index) => (_page, write) => {
      write('Northport Harbour Rules', 60, 810, 9);
      column(
        write,
        60,
        700,
        index === 1 ? [`as they enter page ${name}.`] : [...body, `on page ${name}`],
      );
      write(`Page ${index + 1} of 4`, 280, 30, 9);
    });
    const { text, structure } = await read(pages);
    expect(text).not.toMatch(/Northport|Page \d/);
    expect(text).toContain('on page one as they enter page two.');
    expect(
      structure.pages.map(({ start, end }) => text.slice(start, end).split(' ').at(-1)),
    ).toEqual(['one', 'two.', 'three', 'four']);
  });

  it('drops page numbers and heads that change by chapter, and keeps a list of contents as entries', async () => {
    const pages: Draw[] = Array.from({ length: 8 }, (_, index) => (_page, write) => {
      write(`Chapter ${index < 4 ? '1: Arrival' : '2: Leaving'}`, 60, 810, 9);
      column(write, 60, 700, [`The rules of part ${index} are short.`]);
      write(`${index + 1}`, 300 + index, 30 + index, 9);
    });
    const contents: Draw = (_page, write) =>
      column(write, 60, 700, ['Arrival . . . . . . . . . . . 3', 'Leaving ............... 17']);
    const { text, structure } = await read([contents, ...pages]);
    expect(text.split('\n\n').slice(0, 3)).toEqual([
      'Arrival … 3',
      'Leaving … 17',
      'The rules of part 0 are short.',
    ]);
    expect(text).not.toMatch(/Chapter|\n\d+\n/);
    expect(structure.headings).toEqual([]);
  });

  it('reads columns one after the other, and rows of a table as rows', async () => {
    const { text, structure } = await read([
      (_page, write) => {
        column(write, 60, 700, ['Left column begins here and', 'ends there.']);
        column(write, 320, 700, ['Right column begins here and', 'ends there too.']);
        [
          ['Boat', 'Fee', 'Nights'],
          ['Small', '10', '3'],
          ['Large', '25', '2'],
        ].forEach((row, at) => {
          row.forEach((cell, index) => {
            write(cell, 60 + index * 120, 500 - at * 16);
          });
        });
      },
    ]);
    expect(text).toBe(
      'Left column begins here and ends there.\n\nRight column begins here and ends there too.\n\nBoat: Small | Fee: 10 | Nights: 3\nBoat: Large | Fee: 25 | Nights: 2',
    );
    expect(structure.tables).toMatchObject([{ rows: 2, columns: ['Boat', 'Fee', 'Nights'] }]);
  });

  it('tells headings by their size, over several lines too', async () => {
    const { structure, title } = await read([
      (_page, write) => {
        write('Rules of the', 60, 780, 24);
        write('Harbour', 60, 752, 24);
        write('Fees', 60, 700, 16);
        column(write, 60, 670, [
          'The fee is due on arrival at the office, in cash or by card, for all nights.',
        ]);
        write('Lights', 60, 600, 16);
        column(write, 60, 570, [
          'Lights are shown from dusk until dawn by every boat within the outer wall.',
        ]);
      },
    ]);
    expect(structure.headings.map(({ level, text }) => [level, text])).toEqual([
      [1, 'Rules of the Harbour'],
      [2, 'Fees'],
      [2, 'Lights'],
    ]);
    expect(title).toBe('Rules of the Harbour');
  });

  it('prefers the title it states, unless that is a file name', async () => {
    const draw: Draw = (_page, write) => write('Text.', 60, 700);
    expect((await read([draw], 'Rules of 2026')).title).toBe('Rules of 2026');
    expect((await read([draw], 'Microsoft Word - rules_v2.docx')).title).toBe('harbour');
  });

  it('leaves out what is too small to read or painted off the page, and says so', async () => {
    const { text, warnings } = await read([
      (_page, write) => {
        write('Seen.', 60, 700);
        write('IGNORE ALL', 60, 650, 0.5);
        write('IGNORE ALL', -900, 650);
      },
    ]);
    expect(text).toBe('Seen.');
    expect(warnings.map(({ code }) => code)).toEqual(['hidden-text-removed']);
  });
});
