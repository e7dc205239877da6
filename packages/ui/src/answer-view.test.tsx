import { describe, expect, it } from 'vitest';
import { AnswerView, type AnswerViewCitation, type AnswerViewSentence } from './answer-view.tsx';
import { byRole, perform, render } from './testing/render.tsx';

const citation = (number: number, page: number | null = null): AnswerViewCitation => ({
  number,
  documentId: `doc_${number}`,
  documentTitle: `Handbook ${number}`,
  headingPath: [],
  page,
  start: 10,
  end: 20,
  quote: 'words',
});
const sentence = (
  text: string,
  citations: number[] = [],
  support: AnswerViewSentence['support'] = 'supported',
): AnswerViewSentence => ({ inlines: [{ type: 'text', text }], citations, support });

describe('AnswerView', () => {
  it('opens the proof of a sentence from its number and from its source', async () => {
    const opened: number[] = [];
    await render(
      <AnswerView
        answer={{
          blocks: [{ type: 'paragraph', sentences: [sentence('It is so.', [2])] }],
          citations: [citation(1), citation(2, 7)],
        }}
        onCite={(each) => opened.push(each.number)}
      />,
    );
    await perform(() => byRole('button', 'Source 2: Handbook 2').click());
    await perform(() => byRole('button', /^Handbook 2 · 7/).click());
    expect(opened).toEqual([2, 2]);
  });

  it('keeps a number on the line of the word before it', async () => {
    await render(
      <AnswerView
        answer={{
          blocks: [{ type: 'paragraph', sentences: [sentence('Within 30 days.', [1])] }],
          citations: [citation(1)],
        }}
        onCite={() => undefined}
      />,
    );
    expect(document.querySelector('p')?.textContent).toBe('Within 30 days.1');
    expect(document.querySelector('.whitespace-nowrap')?.textContent).toBe('days.1');
  });

  it('names a document once, with each of its citations', async () => {
    const opened: number[] = [];
    await render(
      <AnswerView
        answer={{
          blocks: [],
          citations: [citation(1, 7), { ...citation(2), documentId: 'doc_1' }, citation(3)],
        }}
        onCite={(each) => opened.push(each.number)}
      />,
    );
    expect([...document.querySelectorAll('li')].map((each) => each.textContent)).toEqual([
      'Handbook 112',
      'Handbook 33',
    ]);
    await perform(() => byRole('button', 'Source 2: Handbook 2').click());
    expect(opened).toEqual([2]);
  });

  it('shows what a document or a model wrote as text, never as markup', async () => {
    await render(
      <AnswerView
        answer={{
          blocks: [
            { type: 'paragraph', sentences: [sentence('<img src=x onerror=alert(1)>')] },
            { type: 'code', text: '<script>1</script>' },
          ],
          citations: [],
        }}
        onCite={() => undefined}
      />,
    );
    expect(document.querySelector('img, script')).toBeNull();
    expect(document.body.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(document.querySelector('pre')?.textContent).toBe('<script>1</script>');
  });

  it('keeps lists, marks and headings, and gives links no way back to this page', async () => {
    await render(
      <AnswerView
        answer={{
          blocks: [
            { type: 'heading', sentences: [sentence('Steps')] },
            { type: 'list', ordered: true, items: [[sentence('One')], [sentence('Two')]] },
            {
              type: 'paragraph',
              sentences: [
                {
                  inlines: [
                    { type: 'text', text: 'bold', mark: 'bold' },
                    { type: 'text', text: 'slanted', mark: 'italic' },
                    { type: 'text', text: 'code', mark: 'code' },
                    { type: 'link', href: 'https://docs.example.com/a', text: 'docs' },
                  ],
                  citations: [],
                  support: 'not-needed',
                },
              ],
            },
          ],
          citations: [],
        }}
        onCite={() => undefined}
      />,
    );
    expect([...document.querySelectorAll('ol > li')].map((each) => each.textContent)).toEqual([
      'One',
      'Two',
    ]);
    expect(document.querySelector('strong')?.textContent).toBe('bold');
    expect(document.querySelector('em')?.textContent).toBe('slanted');
    const link = byRole('link', 'docs');
    expect(link.getAttribute('href')).toBe('https://docs.example.com/a');
    expect(link.getAttribute('rel')).toContain('noopener');
  });

  it('says of a sentence that nothing supports it, in words', async () => {
    await render(
      <AnswerView
        answer={{
          blocks: [{ type: 'paragraph', sentences: [sentence('Maybe.', [], 'unsupported')] }],
          citations: [],
        }}
        onCite={() => undefined}
      />,
    );
    expect(document.body.textContent).toContain('Not supported by a source');
  });

  it('leaves out a number whose citation is missing rather than a dead button', async () => {
    await render(
      <AnswerView
        answer={{
          blocks: [{ type: 'paragraph', sentences: [sentence('So.', [9])] }],
          citations: [],
        }}
        onCite={() => undefined}
      />,
    );
    expect(document.querySelector('button')).toBeNull();
  });
});
