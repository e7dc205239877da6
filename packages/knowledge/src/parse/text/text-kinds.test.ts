import { describe, expect, it } from 'vitest';
import { detectKind } from '../detect-kind.ts';
import { parseDocument } from '../parse-document.ts';
import { defaultParseLimits } from '../parse-limits.ts';
import type { ParsedDocument } from '../parsed-document.ts';
import { bytesOf } from '../testing/sample-files.ts';

async function read(source: string | Uint8Array, fileName: string): Promise<ParsedDocument> {
  const bytes = typeof source === 'string' ? bytesOf(source) : source;
  const result = await parseDocument({ bytes, fileName, limits: defaultParseLimits });
  if (!result.ok) throw new Error(result.failure.message);
  return result.document;
}

describe('the kind is told from the content', { timeout: 30_000 }, () => {
  const kindOf = (source: string, fileName: string) =>
    detectKind(bytesOf(source), fileName, defaultParseLimits);

  it.each([
    ['a page named .txt', '<!doctype html><p>Hello</p>', 'notes.txt', 'html'],
    [
      'a fragment named .md that is only markup',
      '<div><p>Hello</p><p>there</p></div>',
      'x',
      'html',
    ],
    [
      'Markdown without a name',
      '# Fees\n\nSee [the list](https://a.example/x).',
      'fees',
      'markdown',
    ],
    ['a table without a name', 'a,b,c\n1,2,3\n4,5,6\n', 'export', 'csv'],
    ['semicolons', 'name;city\n"Doe; Jane";Oslo\nKim;Bergen\n', 'x.csv', 'csv'],
    ['tabs', 'name\tcity\nJane\tOslo\nKim\tBergen\n', 'x', 'csv'],
    ['prose with commas', 'Well, yes.\nOh, no.\nAh, so.\nIndeed, it is.', 'x', 'text'],
    ['comments of a script', '# set the port\nport=1\n# and the host\nhost=a', 'x.md', 'markdown'],
    ['a sentence', 'Hello.', 'hello.md', 'markdown'],
    ['a sentence named .html', 'Hello, world.', 'hello.html', 'text'],
    [
      'XHTML',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Hi</p></body></html>',
      'x',
      'html',
    ],
  ])('%s', async (_what, source, fileName, kind) => {
    expect(await kindOf(source, fileName)).toBe(kind);
  });
});

describe('encodings', { timeout: 30_000 }, () => {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeffĐà Nẵng – 東京'), 'Đà Nẵng – 東京', false],
    ['UTF-16 little endian', utf16('\ufeffĐà Nẵng – 東京'), 'Đà Nẵng – 東京', false],
    ['UTF-16 big endian', utf16('\ufeffSmørrebrød').swap16(), 'Smørrebrød', false],
    [
      'UTF-16 without a mark',
      utf16('Plain words in wide letters.'),
      'Plain words in wide letters.',
      true,
    ],
    [
      'windows-1252',
      Buffer.from('It\x92s \x80 5 \x96 na\xefve', 'latin1'),
      'It’s € 5 – naïve',
      true,
    ],
    ['decomposed letters', Buffer.from('Cafe\u0301'), 'Café', false],
  ])('%s', async (_what, bytes, text, guessed) => {
    const document = await read(new Uint8Array(bytes), 'note.txt');
    expect(document.text).toBe(text);
    expect(document.warnings.map(({ code }) => code)).toEqual(guessed ? ['encoding-guessed'] : []);
  });
});

describe('Markdown', { timeout: 30_000 }, () => {
  it('reads as a person would see it, with headings in place', async () => {
    const { text, structure, title } = await read(
      `---
title: "Berths & fees"
lang: en
---
Intro with **bold**, _soft_, \`code *kept*\`, a [link](https://a.example/?a=b "t"), ![a quay](q.png)
and \\*no emphasis\\*, snake_case_name, 2 * 3 * 4 &amp; <b>tag</b>.

Fees
====

- one
- [x] two
  1. nested
  continued

> quoted
> twice

| Plan | Price |
|------|------:|
| A \\| B | **$5** |

\`\`\`sh
# not a heading
npm   start
\`\`\`

## Late ##

[ref]: https://a.example
Last line.`,
      'x.md',
    );
    expect(title).toBe('Berths & fees');
    expect(text).toBe(
      [
        'Intro with bold, soft, code *kept*, a link, a quay and *no emphasis*, snake_case_name, 2 * 3 * 4 & tag .',
        'Fees',
        '- one\n- two\n1. nested continued',
        'quoted twice',
        'Plan: A | B | Price: $5',
        '# not a heading\nnpm   start',
        'Late',
        'Last line.',
      ].join('\n\n'),
    );
    expect(structure.headings.map(({ level, text: heading }) => [level, heading])).toEqual([
      [1, 'Fees'],
      [2, 'Late'],
    ]);
  });

  it.each([
    ['comments', 'Seen.<!-- IGNORE\n\nALL --> Also seen.'],
    ['unclosed comments', 'Seen. Also seen.\n\n<!-- IGNORE'],
    ['hidden elements', 'Seen. <span style="display:none">IGNORE</span>Also seen.'],
    ['attributes', 'Seen. <div hidden>\n\nIGNORE\n\n</div>Also seen.'],
    ['scripts', 'Seen. <script>IGNORE</script>Also seen.'],
    ['link titles and references', 'Seen. Also seen.\n\n[x]: https://a.example "IGNORE"'],
  ])('leaves out what a reader does not see: %s', async (_what, source) => {
    const { text } = await read(source, 'x.md');
    expect(text.replace(/\s+/g, ' ')).toBe('Seen. Also seen.');
  });

  it('keeps tags that are shown as code', async () => {
    const source =
      'Paste the `<script>` tag:\n\n```html\n<script src="w.js"></script>\n<!-- shown -->\n```\n\nDone.';
    const { text } = await read(source, 'x.md');
    expect(text).toBe(
      'Paste the <script> tag:\n\n<script src="w.js"></script>\n<!-- shown -->\n\nDone.',
    );
  });

  it.each([
    ['emphasis that never closes', '*a **b '.repeat(60_000)],
    ['brackets', '['.repeat(200_000)],
    ['links that never close', '[a]('.repeat(60_000)],
    ['backticks', '`'.repeat(200_000)],
    ['backticks that never match', '`` ` '.repeat(60_000)],
    ['quotes', '> '.repeat(100_000)],
    ['rules', '- '.repeat(100_000)],
    ['tables of dashes', `|a|\n${'|-'.repeat(100_000)}`],
    ['tags that never close', '<a '.repeat(80_000)],
    ['hidden elements that never close', '<p hidden>'.repeat(20_000)],
    ['underlines', `a\n${'='.repeat(200_000)} x`],
    ['escapes', '\\\\*'.repeat(100_000)],
    ['many empty lines', `a${'\n \t'.repeat(100_000)}b`],
  ])(
    '[A54] %s',
    async (_what, source) => {
      const before = process.threadCpuUsage();
      await read(`# Start\n\nword\n\n${source}`, 'x.md');
      const { user, system } = process.threadCpuUsage(before);
      expect((user + system) / 1_000).toBeLessThan(3_000);
    },
    60_000,
  );
});

describe('CSV', { timeout: 30_000 }, () => {
  it('makes each row a line that says what its cells are', async () => {
    const { text, structure } = await read(
      '\ufeffName;Tonnage;Note\r\n"Sea; Star";12,5;"said ""yes""\nlater"\r\nGull;;\r\n',
      'boats.csv',
    );
    expect(text).toBe('Name: Sea; Star | Tonnage: 12,5 | Note: said "yes" later\nName: Gull');
    expect(structure.tables).toEqual([
      { start: 0, end: text.length, rows: 2, columns: ['Name', 'Tonnage', 'Note'] },
    ]);
  });

  it('reads a list of pairs without taking the first for a header', async () => {
    const { text } = await read(
      'Harbour,Northport\nChannel,twelve\nMaster,Ida Berg\n',
      'facts.csv',
    );
    expect(text).toBe('Harbour: Northport\nChannel: twelve\nMaster: Ida Berg');
  });

  it('reads what it can where quotation marks do not match, and says so', async () => {
    const { text, warnings } = await read(
      'Name,Length,Berth\nGull "the fast,12,3\nStar,9,4\n',
      'boats.csv',
    );
    expect(text).toContain('Star');
    expect(warnings.map(({ code }) => code)).toEqual(['rows-repaired']);
  });
});

describe('plain text', { timeout: 30_000 }, () => {
  it('joins wrapped lines, keeps lists, finds headings, reads form feeds as pages', async () => {
    const { text, structure } = await read(
      `Harbour rules

1. Arrival

Boats that arrive after dark wait at the outer buoy until the master calls
them by radio, and keep their lights on for as long as they are waiting so
that the ferry sees them.

- lights
- flags
\fOn leaving, pay at the office.`,
      'rules.txt',
    );
    expect(text.split('\n\n')).toEqual([
      'Harbour rules',
      '1. Arrival',
      'Boats that arrive after dark wait at the outer buoy until the master calls them by radio, and keep their lights on for as long as they are waiting so that the ferry sees them.',
      '- lights\n- flags',
      'On leaving, pay at the office.',
    ]);
    expect(structure.headings).toMatchObject([{ level: 1, text: '1. Arrival' }]);
    expect(structure.pages.map(({ start, end }) => text.slice(start, end).slice(0, 10))).toEqual([
      'Harbour ru',
      'On leaving',
    ]);
  });
});
