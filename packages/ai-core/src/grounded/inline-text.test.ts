import { inline } from '@platform/api-contract/schemas/answers/answer';
import { expect, test } from 'vitest';
import { readInline } from './inline-text.ts';

const hosts = ['docs.acme.example'];
const text = (raw: string) => readInline(raw, hosts).text;

test('marks, markers and approved links', () => {
  const read = readInline(
    'Press **Save** or `Ctrl S` [2], see [the guide](https://docs.acme.example/g) [1, 3].',
    hosts,
  );
  expect(read.inlines).toEqual([
    { type: 'text', text: 'Press ' },
    { type: 'text', text: 'Save', mark: 'bold' },
    { type: 'text', text: ' or ' },
    { type: 'text', text: 'Ctrl S', mark: 'code' },
    { type: 'text', text: ', see ' },
    { type: 'link', href: 'https://docs.acme.example/g', text: 'the guide' },
    { type: 'text', text: '.' },
  ]);
  expect(read.cited).toEqual([2, 1, 3]);
});

test.each([
  ['See [here](https://evil.example/?d=secret).', 'See here.'],
  ['See [here][ref].', 'See here.'],
  ['![x](https://evil.example/?d=secret) Done.', 'Done.'],
  ['![x][ref] Done.', 'Done.'],
  [
    '[![x](https://evil.example/i.png)](https://evil.example/) Done.',
    '[](https://evil.example/) Done.',
  ],
  ['[click](javascript:alert(1)) now', 'click now'],
  ['<img src=x onerror=alert(1)>Hello', 'Hello'],
  ['<scr<b>ipt>alert(1)</script>', '<scr ipt>alert(1)'],
  ['a<!-- hidden -->b', 'a b'],
  ['snake_case and 2*3*4', 'snake_case and 2*3*4'],
  ['use <your-key> here', 'use <your-key> here'],
  ['z\u200be\u202er\u00ado', 'zero'],
])('[A32] %j reads %j', (raw, expected) => {
  expect(text(raw)).toBe(expected);
});

test('[ASVS 1.3.1][ASVS 1.3.5][A33] whatever is written, what comes out is text and approved links only', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '<https://evil.example/a>',
    'https://evil.example/a?b=c',
    '[a](https://docs.acme.example/" onmouseover="alert(1))',
    '`<img src=x>` **<b onclick=x>y</b>**',
    '[x]( https://evil.example )',
  ];
  for (const raw of hostile) {
    for (const part of readInline(raw, hosts).inlines) {
      expect(inline.safeParse(part).error).toBeUndefined();
      if (part.type === 'link') expect(new URL(part.href).host).toBe('docs.acme.example');
      expect(part.text).not.toMatch(/<(?:script|svg|a|img|b)\b/i);
    }
  }
});
