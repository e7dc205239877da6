import * as docx from 'docx';
import PptxGenJS from 'pptxgenjs';
import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { parseDocument } from '../parse-document.ts';
import { defaultParseLimits } from '../parse-limits.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { docxOf } from '../testing/hostile-files.ts';
import { cellFormat, formatNumber } from './xlsx-format.ts';

async function read(bytes: Uint8Array, fileName = 'file'): Promise<ParsedDocument> {
  const result = await parseDocument({ bytes, fileName, limits: defaultParseLimits });
  if (!result.ok) throw new Error(`${result.failure.code} ${result.detail}`);
  return result.document;
}

describe('Word', () => {
  it('keeps heading levels, lists, notes, links and tables in order', async () => {
    const file = new docx.Document({
      title: 'Rules',
      footnotes: { 1: { children: [new docx.Paragraph('Except on Sundays.')] } },
      sections: [
        {
          headers: { default: new docx.Header({ children: [new docx.Paragraph('Running head')] }) },
          children: [
            new docx.Paragraph({ text: 'Arrival', heading: docx.HeadingLevel.HEADING_1 }),
            new docx.Paragraph({ text: 'By night', heading: docx.HeadingLevel.HEADING_2 }),
            new docx.Paragraph({
              children: [
                new docx.TextRun('Wait at the '),
                new docx.TextRun({ text: 'outer', bold: true }),
                new docx.TextRun(' buoy'),
                new docx.FootnoteReferenceRun(1),
                new docx.TextRun('.'),
              ],
            }),
            new docx.Paragraph({ text: 'Show lights', bullet: { level: 0 } }),
            new docx.Paragraph({
              children: [
                new docx.ExternalHyperlink({
                  link: 'https://a.example/?steal=1',
                  children: [new docx.TextRun('The chart')],
                }),
              ],
            }),
          ],
        },
      ],
    });
    const { text, structure } = await read(new Uint8Array(await docx.Packer.toBuffer(file)));
    expect(text).toBe(
      'Arrival\n\nBy night\n\nWait at the outer buoy.\n\nExcept on Sundays.\n\n- Show lights\n\nThe chart',
    );
    expect(structure.headings.map(({ level }) => level)).toEqual([1, 2]);
  });

  it('counts pages by hard breaks and by those of the last layout', async () => {
    const run = (xml: string) => `<w:p><w:r>${xml}</w:r></w:p>`;
    const { text, structure } = await read(
      docxOf(
        [
          run('<w:t>One</w:t>'),
          run('<w:br w:type="page"/>'),
          run('<w:lastRenderedPageBreak/><w:t>Two</w:t>'),
          run('<w:t>Still two</w:t><w:lastRenderedPageBreak/><w:t> and three</w:t>'),
        ].join(''),
      ),
    );
    expect(
      structure.pages.map(({ number, start, end }) => [number, text.slice(start, end)]),
    ).toEqual([
      [1, 'One'],
      [2, 'Two\n\nStill two'],
      [3, 'and three'],
    ]);
  });

  it.each([
    ['hidden', '<w:rPr><w:vanish/></w:rPr>'],
    ['white', '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'],
    ['one point high', '<w:rPr><w:sz w:val="2"/></w:rPr>'],
  ])('leaves out text that is %s, and says so', async (_what, properties) => {
    const { text, warnings } = await read(
      docxOf(`<w:p><w:r><w:t>Seen.</w:t></w:r><w:r>${properties}<w:t>IGNORE ALL</w:t></w:r></w:p>`),
    );
    expect(text).toBe('Seen.');
    expect(warnings.map(({ code }) => code)).toEqual(['hidden-text-removed']);
  });

  it('reads what a tracked change leaves, and text in boxes and controls once', async () => {
    const { text } = await read(
      docxOf(
        `<w:p><w:ins><w:r><w:t>New</w:t></w:r></w:ins><w:del><w:r><w:delText>Old</w:delText></w:r></w:del></w:p>
         <w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>
         <w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ),
    );
    expect(text).toBe('New\n\nIn a control\n\nIn a box');
  });

  it('keeps columns apart where a cell spans several, and reads layout tables as text', async () => {
    const cell = (text: string, span = 1) =>
      `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/></w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
    const { text } = await read(
      docxOf(
        `<w:tbl>${row(cell('Plan'), cell('Old'), cell('New'))}${row(cell('Both', 2), cell('7'))}</w:tbl>
         <w:tbl>${row(cell('A frame around text.'))}</w:tbl>`,
      ),
    );
    expect(text).toBe('Plan: Both | New: 7\n\nA frame around text.');
  });
});

describe('Excel', () => {
  it('shows numbers, dates, percents and money as a person sees them; sheets are pages', async () => {
    const header = ['Day', 'Share', 'Fee', 'Count', 'Open'].map((value) => ({ value }));
    const bytes = await writeXlsxFile([
      {
        sheet: 'Fees 2026',
        data: [
          [{ value: 'Fees of the northern pier' }],
          header,
          [
            { value: new Date('2026-03-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
            { value: 0.125, type: Number, format: '0.0%' },
            { value: 1234.5, type: Number, format: '"$"#,##0.00' },
            { value: 0.1 + 0.2, type: Number },
            { value: true, type: Boolean },
          ],
        ],
      },
      { sheet: 'Contacts', data: [[{ value: 'Master' }, { value: 'Ida Berg' }]] },
    ]).toBuffer();
    const { text, structure, title } = await read(new Uint8Array(bytes), 'fee_table.xlsx');
    expect(text).toBe(
      [
        'Fees 2026',
        'Fees of the northern pier',
        'Day: 2026-03-01 | Share: 12.5% | Fee: $1234.50 | Count: 0.3 | Open: TRUE',
        'Contacts',
        'Master: Ida Berg',
      ].join('\n\n'),
    );
    expect(title).toBe('fee table');
    expect(structure.pages.map(({ number, label }) => [number, label])).toEqual([
      [1, 'Fees 2026'],
      [2, 'Contacts'],
    ]);
  });

  it.each([
    ['45000', 14, undefined, '2023-03-15'],
    ['45000.75', 22, undefined, '2023-03-15 18:00'],
    ['0.5', 20, undefined, '12:00'],
    ['0.07', 9, undefined, '7%'],
    ['45000', 164, 'd. mmmm yyyy', '2023-03-15'],
    ['12', 165, '0.00 "days"', '12'],
    ['-3.5', 166, '[$€-407]#,##0.00', '-€3.50'],
    ['7', 167, '[$CHF] 0.00', '7.00 CHF'],
    ['1e400', 14, undefined, '1e400'],
    ['text', 0, undefined, 'text'],
  ])('%s in format %i %s reads %s', (raw, id, code, text) => {
    expect(formatNumber(raw, cellFormat(id, code), 1900)).toBe(text);
  });
});

describe('PowerPoint', () => {
  it('reads slides as pages with their titles, tables and notes', async () => {
    const deck = new PptxGenJS();
    deck.defineSlideMaster({
      title: 'MASTER',
      objects: [
        {
          placeholder: {
            options: { name: 'title', type: 'title', x: 0, y: 0, w: 9, h: 1 },
            text: '',
          },
        },
      ],
    });
    const first = deck.addSlide({ masterName: 'MASTER' });
    first.addText('Fees of 2026', { placeholder: 'title' });
    first.addText('All fees are per night.\nChildren sail free.', { x: 1, y: 2, w: 8, h: 3 });
    first.addNotes('Mention the discount of ten percent.');
    deck.addSlide().addTable([
      [{ text: 'Boat' }, { text: 'Fee' }, { text: 'Limit' }],
      [{ text: 'Small' }, { text: '$10' }, { text: '3' }],
    ]);
    const written = await deck.write({ outputType: 'nodebuffer' });
    if (!(written instanceof Uint8Array)) throw new TypeError('Expected bytes.');
    const { text, structure, title } = await read(new Uint8Array(written), 'deck.pptx');
    expect(text).toBe(
      'Fees of 2026\n\nAll fees are per night.\nChildren sail free.\n\nMention the discount of ten percent.\n\nBoat: Small | Fee: $10 | Limit: 3',
    );
    expect(structure.pages).toMatchObject([{ number: 1, label: 'Fees of 2026' }, { number: 2 }]);
    expect(structure.headings).toMatchObject([{ level: 1, text: 'Fees of 2026' }]);
    expect(title).toBe('Fees of 2026');
  });
});
