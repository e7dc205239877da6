import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RawSentence, sentenceStream } from './sentence-stream.ts';

function read(text: string, cuts: readonly number[] = [], whole = true): RawSentence[] {
  const stream = sentenceStream();
  const bounds = [
    0,
    ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b),
    text.length,
  ];
  const sentences = bounds.slice(1).flatMap((end, i) => stream.push(text.slice(bounds[i], end)));
  return [...sentences, ...stream.end({ whole })];
}

const answer = `Refunds take five days [2]. They go to your card. [1][3]

To ask for one:
1. Open Billing [1].
2. Press **Refund** [1]. It asks why [2].

## Limits
- Up to $1,299.50 per order [3]
- One a month

\`\`\`sh
parley refund --all
\`\`\`
Done.`;

test('cuts paragraphs, headings, lists and code into sentences with their markers', () => {
  expect(read(answer).map(({ placement, raw }) => `${placement}: ${raw}`)).toEqual([
    'paragraph: Refunds take five days [2].',
    'continue: They go to your card. [1][3]',
    'paragraph: To ask for one:',
    'numbered: Open Billing [1].',
    'numbered: Press **Refund** [1].',
    'continue: It asks why [2].',
    'heading: Limits',
    'bullet: Up to $1,299.50 per order [3]',
    'bullet: One a month',
    'code: parley refund --all',
    'paragraph: Done.',
  ]);
});

test('however the stream is cut into pieces, the sentences are the same', () => {
  const all = read(answer);
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { maxLength: 30 }), (cuts) => {
      expect(read(answer, cuts)).toEqual(all);
    }),
  );
});

describe('a sentence is given', () => {
  test('as soon as the next one begins, not before', () => {
    const stream = sentenceStream();
    expect(stream.push('It costs $5')).toEqual([]);
    expect(stream.push('.50 a month.')).toEqual([]);
    expect(stream.push(' [2')).toEqual([]);
    expect(stream.push('] Cancel at')).toEqual([
      { placement: 'paragraph', raw: 'It costs $5.50 a month. [2]' },
    ]);
  });

  test('only when whole, if the stream broke off', () => {
    expect(read('It costs $5. It is bil', [], false).map(({ raw }) => raw)).toEqual([
      'It costs $5.',
    ]);
    expect(read('It costs $5. It is billed [1].', [], false).map(({ raw }) => raw)).toEqual([
      'It costs $5.',
      'It is billed [1].',
    ]);
    expect(read('```\nrm -rf', [], false)).toEqual([]);
  });
});

test('link definitions say nothing', () => {
  expect(
    read('See [the guide][g].\n[g]: https://evil.example/?q=secret').map(({ raw }) => raw),
  ).toEqual(['See [the guide][g].']);
});
